import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF of each file whether it keeps what it claims. See the script beside this file. */
public final class Check {
  private static final int MAX_TOLD = 3; // places told of one failed rule

  private static List<PDFAFlavour> flavoursOf(String names) {
    List<PDFAFlavour> flavours = new ArrayList<>();
    for (String name : names.split(",")) {
      PDFAFlavour flavour = PDFAFlavour.fromString(name);
      if (flavour == PDFAFlavour.NO_FLAVOUR)
        throw new IllegalArgumentException("no flavour of veraPDF: " + name);
      flavours.add(flavour);
    }
    return flavours;
  }

  private static List<PDFAFlavour> claimsOf(File file) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file)) {
      List<PDFAFlavour> claims = new ArrayList<>(parser.getFlavours());
      claims.remove(PDFAFlavour.NO_FLAVOUR);
      return claims;
    }
  }

  private static void tell(ValidationResult result) {
    Map<String, List<TestAssertion>> rules = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions())
      if (assertion.getStatus() == TestAssertion.Status.FAILED)
        rules.computeIfAbsent(assertion.getRuleId().getClause() + " t" + assertion.getRuleId().getTestNumber(), k -> new ArrayList<>())
            .add(assertion);
    for (Map.Entry<String, List<TestAssertion>> rule : rules.entrySet()) {
      System.out.println("  " + rule.getKey() + ": " + rule.getValue().get(0).getMessage());
      for (TestAssertion assertion : rule.getValue().subList(0, Math.min(MAX_TOLD, rule.getValue().size())))
        System.out.println("    " + assertion.getLocation().getContext());
    }
  }

  /** Returns whether the file is what it claims, or what is asked of it. */
  private static boolean check(File file, List<PDFAFlavour> asked) throws Exception {
    List<PDFAFlavour> flavours = asked != null ? asked : claimsOf(file);
    boolean good = !flavours.isEmpty();

    if (flavours.isEmpty())
      System.out.println(file + ": claims neither PDF/A nor PDF/UA");
    for (PDFAFlavour flavour : flavours) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
           PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 10000, false, false, false)) {
        ValidationResult result = validator.validate(parser);
        int failed = result.getFailedChecks().values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(file + ": " + flavour.getId() + ": " + result.getTotalAssertions() + " checks, " + failed + " failed");
        if (!result.isCompliant()) {
          tell(result);
          good = false;
        }
      }
    }
    return good;
  }

  public static void main(String[] args) {
    List<PDFAFlavour> asked = null;
    boolean good = true;
    int first = 0;

    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    if (args.length > 1 && args[0].equals("--as")) {
      asked = flavoursOf(args[1]);
      first = 2;
    }
    for (int i = first; i < args.length; i++) {
      try {
        good &= check(new File(args[i]), asked);
      } catch (Exception problem) {
        System.out.println(args[i] + ": " + problem);
        good = false;
      }
    }
    System.exit(good ? 0 : 1);
  }
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-error.h"
#include "jb-translate.h"

#include <glib/gstdio.h>
#include <string.h>

static JbGlossary *glossary;

/* NULL in @english: must not be composed. */
static const struct { const char *label; const char *unit; JbDimension dimension; const char *verb; const char *english; } cases[] = {
  { "会前学法次数", "次", JB_DIMENSION_COUNT, "开展", "Pre-meeting law study sessions" },
  { "主动行使事项", "项", JB_DIMENSION_COUNT, "梳理", "Items exercised ex officio" },
  { "一次办事项占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of items handled in one visit" },
  { "材料减免率", "%", JB_DIMENSION_PERCENT, NULL, "Reduction rate of required documents" },
  { "试点示范便民服务点位", "个", JB_DIMENSION_COUNT, "创建", "Pilot and demonstration public service points created" },
  { "中小微企业融资分险基金", "CNY", JB_DIMENSION_MONEY, "设立", "Financing risk-sharing fund for micro, small, and medium-sized enterprises set up" },
  { "企业诉求解决数", "项", JB_DIMENSION_COUNT, "解决", "Enterprise requests resolved" },
  { "假冒专利查处案件", "件", JB_DIMENSION_COUNT, "查处", "Patent counterfeiting cases investigated and handled" },
  { "减轻处罚案件", "件", JB_DIMENSION_COUNT, "办理", "Cases with mitigated penalty handled" },
  { "免申即享激励政策", "项", JB_DIMENSION_COUNT, "开展", "Incentive policies for benefits granted without application" },
  { "点对点服务企业", "户", JB_DIMENSION_COUNT, "服务", "Enterprises served one-on-one" },
  { "帮助就业人数", "人", JB_DIMENSION_COUNT, "帮助", "People helped into employment" },
  { "行政决策审查合法率", "%", JB_DIMENSION_PERCENT, NULL, "Rate of legality of administrative decision reviews" },
  { "规范性文件报备率", "%", JB_DIMENSION_PERCENT, NULL, "Normative document filing rate" },
  { "外聘法律顾问聘用率", "%", JB_DIMENSION_PERCENT, NULL, "External legal advisor engagement rate" },
  { "重大行政决策法律意见书", "件", JB_DIMENSION_COUNT, "出具", "Major administrative decision legal opinions issued" },
  { "重大矛盾纠纷化解数", "件", JB_DIMENSION_COUNT, "化解", "Major disputes resolved" },
  { "联合检查次数", "次", JB_DIMENSION_COUNT, "统筹安排", "Joint inspections" },
  { "随同执法次数", "次", JB_DIMENSION_COUNT, "开展", "Accompanied law enforcement" },
  { "查找执法问题", "个", JB_DIMENSION_COUNT, "查找", "Law enforcement problems identified" },
  { "调解室(站)", "个", JB_DIMENSION_COUNT, "建立", "Mediation rooms (stations) established" },
  { "人民调解成功率", "%", JB_DIMENSION_PERCENT, NULL, "People's mediation success rate" },
  { "法律援助咨询人次", "人次", JB_DIMENSION_COUNT, "接受", "Legal aid consultations (person-times)" },
  { "行政复议纠错率", "%", JB_DIMENSION_PERCENT, NULL, "Error correction rate in administrative reconsideration" },
  { "行政诉讼败诉率", "%", JB_DIMENSION_PERCENT, NULL, "Loss rate in administrative litigation" },
  { "人大代表建议意见办结数", "件", JB_DIMENSION_COUNT, "办结", "Deputies' suggestions and comments concluded" },
  { "行政机关负责人出庭应诉率", "%", JB_DIMENSION_PERCENT, NULL, "Court appearance rate of heads of administrative organs" },
  { "完成审计项目", "个", JB_DIMENSION_COUNT, "完成", "Audit projects completed" },
  { "审计违规问题金额", "CNY", JB_DIMENSION_MONEY, "查出", "Amount involved in violations found in audits" },
  { "非金额计量问题", "个", JB_DIMENSION_COUNT, "查出", "Non-monetary problems found" },
  { "移送问题线索", "条", JB_DIMENSION_COUNT, "移送", "Tip-offs referred for investigation" },
  { "政策文件解读数", "个", JB_DIMENSION_COUNT, "解读", "Policy documents explained" },
  { "地区生产总值增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in gross regional product" },
  { "第一产业增加值增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in value added of primary industry" },
  { "人均地区生产总值", "CNY", JB_DIMENSION_MONEY, NULL, "Per capita gross regional product" },
  { "税收收入占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of tax revenue" },
  { "固定资产投资增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in fixed-asset investment" },
  { "城镇居民人均可支配收入增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in per capita disposable income of urban residents" },
  { "城镇新增就业人数", "个", JB_DIMENSION_COUNT, NULL, "New urban jobs" },
  { "居民消费价格涨幅", "%", JB_DIMENSION_PERCENT, NULL, "Rise in consumer prices" },
  { "新登记市场主体数", "个", JB_DIMENSION_COUNT, NULL, "Newly registered market entities" },
  { "高新技术企业数", "个", JB_DIMENSION_COUNT, NULL, "High-tech enterprises" },
  { "科技型中小企业入库数", "个", JB_DIMENSION_COUNT, NULL, "Technology-based small and medium-sized enterprises listed" },
  { "培育专精特新企业数", "个", JB_DIMENSION_COUNT, NULL, "Specialized and sophisticated enterprises fostered" },
  { "研发经费投入强度", "%", JB_DIMENSION_PERCENT, NULL, "R&D intensity" },
  { "万人发明专利拥有量", "个", JB_DIMENSION_COUNT, NULL, "Number of invention patents owned per 10,000 people" },
  { "亿元以上项目签约数", "个", JB_DIMENSION_COUNT, NULL, "Projects worth over 100 million yuan signed" },
  { "实际到位资金", "CNY", JB_DIMENSION_MONEY, NULL, "Funds in place" },
  { "进出口总额", "CNY", JB_DIMENSION_MONEY, NULL, "Total value of imports and exports" },
  { "新建高速公路里程", "吨", JB_DIMENSION_PERCENT, NULL, "Length of newly built expressways" },
  { "新增停车位", "个", JB_DIMENSION_COUNT, NULL, "New parking spaces" },
  { "改造老旧小区数", "个", JB_DIMENSION_COUNT, NULL, "Old residential communities renovated" },
  { "棚户区改造套数", "个", JB_DIMENSION_COUNT, NULL, "Run-down housing units rebuilt" },
  { "新建改扩建学校数", "个", JB_DIMENSION_COUNT, NULL, "Newly built, renovated, and expanded schools" },
  { "学前教育毛入园率", "%", JB_DIMENSION_PERCENT, NULL, "Gross enrollment rate of preschool education" },
  { "每千人口床位数", "个", JB_DIMENSION_COUNT, NULL, "Hospital beds per 1,000 people" },
  { "城乡低保标准", "CNY", JB_DIMENSION_MONEY, NULL, "Urban and rural subsistence allowance standard" },
  { "发放临时救助金额", "CNY", JB_DIMENSION_MONEY, NULL, "Temporary assistance issued" },
  { "基本养老保险参保率", "%", JB_DIMENSION_PERCENT, NULL, "Basic old-age insurance coverage rate" },
  { "建成日间照料中心数", "个", JB_DIMENSION_COUNT, NULL, "Day care centers completed" },
  { "粮食播种面积", "吨", JB_DIMENSION_PERCENT, NULL, "Sown area of grain" },
  { "新建高标准农田", "CNY", JB_DIMENSION_MONEY, NULL, "Newly built high-standard cropland" },
  { "主要农作物综合机械化率", "%", JB_DIMENSION_PERCENT, NULL, "Overall mechanization rate of major crops" },
  { "农民合作社数量", "个", JB_DIMENSION_COUNT, NULL, "Farmers' cooperatives" },
  { "空气质量优良天数比例", "%", JB_DIMENSION_PERCENT, NULL, "Share of days with good or excellent air quality" },
  { "PM2.5平均浓度降幅", "%", JB_DIMENSION_PERCENT, NULL, "Decrease in average PM2.5 concentration" },
  { "森林覆盖率", "%", JB_DIMENSION_PERCENT, NULL, "Forest coverage" },
  { "单位GDP能耗降幅", "%", JB_DIMENSION_PERCENT, NULL, "Decrease in energy consumption per unit of GDP" },
  { "污水处理率", "%", JB_DIMENSION_PERCENT, NULL, "Sewage treatment rate" },
  { "安全生产事故死亡人数降幅", "%", JB_DIMENSION_PERCENT, NULL, "Decrease in workplace accident deaths" },
  { "信访总量降幅", "%", JB_DIMENSION_PERCENT, NULL, "Decrease in total public complaints" },
  { "群众安全感满意度", "%", JB_DIMENSION_PERCENT, NULL, "Satisfaction with public safety" },
  { "旅游综合收入增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in comprehensive tourism revenue" },
  { "货物运输周转量", "吨", JB_DIMENSION_PERCENT, NULL, "Freight turnover" },
  { "存款余额", "CNY", JB_DIMENSION_MONEY, NULL, "Balance of deposits" },
  { "民生支出占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of spending on people's wellbeing" },
  { "争取专项债券资金", "CNY", JB_DIMENSION_MONEY, NULL, "Special-purpose bond funds secured" },
  { "发放创业担保贷款", "CNY", JB_DIMENSION_MONEY, NULL, "Guaranteed loans for business startups issued" },
  { "废止规范性文件数", "个", JB_DIMENSION_COUNT, NULL, "Normative documents repealed" },
  { "行政规范性文件合法性审查数", "个", JB_DIMENSION_COUNT, NULL, "Administrative normative document legality reviews" },
  { "政府合同审查数", "个", JB_DIMENSION_COUNT, NULL, "Government contracts reviewed" },
  { "行政复议案件审结数", "个", JB_DIMENSION_COUNT, NULL, "Administrative reconsideration cases concluded" },
  { "行政应诉案件数", "个", JB_DIMENSION_COUNT, NULL, "Administrative lawsuits responded to" },
  { "行政机关负责人出庭应诉次数", "次", JB_DIMENSION_COUNT, NULL, "Court appearances by heads of administrative organs" },
  { "行政处罚案件数", "个", JB_DIMENSION_COUNT, NULL, "Administrative penalty cases" },
  { "行政执法案卷评查数", "个", JB_DIMENSION_COUNT, NULL, "Reviews of administrative law enforcement case files" },
  { "行政执法证办理数", "个", JB_DIMENSION_COUNT, NULL, "Administrative law enforcement certificates handled" },
  { "抽查市场主体户数", "个", JB_DIMENSION_COUNT, NULL, "Market entities spot-checked" },
  { "法律援助受援人数", "个", JB_DIMENSION_COUNT, NULL, "Legal aid recipients" },
  { "司法鉴定业务量", "个", JB_DIMENSION_COUNT, NULL, "Volume of forensic examination services" },
  { "调解成功率", "%", JB_DIMENSION_PERCENT, NULL, "Mediation success rate" },
  { "化解矛盾纠纷数", "个", JB_DIMENSION_COUNT, NULL, "Disputes resolved" },
  { "培养法律明白人数", "个", JB_DIMENSION_COUNT, NULL, "Village legal-knowledge volunteers trained" },
  { "法治讲座场次", "次", JB_DIMENSION_COUNT, NULL, "Legal lectures" },
  { "网上可办率", "%", JB_DIMENSION_PERCENT, NULL, "Online availability rate" },
  { "承诺时限压缩率", "%", JB_DIMENSION_PERCENT, NULL, "Reduction in promised time limits" },
  { "即办件占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of instantly processed items" },
  { "跨省通办事项数", "个", JB_DIMENSION_COUNT, NULL, "Cross-provincial service items" },
  { "12345热线受理量", "个", JB_DIMENSION_COUNT, NULL, "12345 hotline requests accepted" },
  { "主动公开信息数", "个", JB_DIMENSION_COUNT, NULL, "Items of information disclosed on the government's own initiative" },
  { "政府信息公开申请答复数", "个", JB_DIMENSION_COUNT, NULL, "Government information disclosure applications replied to" },
  { "政协提案办结率", "%", JB_DIMENSION_PERCENT, NULL, "CPPCC proposal completion rate" },
  { "兑现惠企资金", "CNY", JB_DIMENSION_MONEY, NULL, "Enterprise support funds delivered" },
  { "年末户籍人口", "个", JB_DIMENSION_COUNT, NULL, "Year-end registered population" },
  { "人口自然增长率", "%", JB_DIMENSION_PERCENT, NULL, "Natural population growth rate" },
  { "小学在校生", "个", JB_DIMENSION_COUNT, NULL, "Primary school students enrolled" },
  { "卫生技术人员数", "个", JB_DIMENSION_COUNT, NULL, "Health professionals" },
  { "公共图书馆藏书量", "吨", JB_DIMENSION_PERCENT, NULL, "Public library book collection" },
  { "移动电话用户数", "个", JB_DIMENSION_COUNT, NULL, "Mobile phone subscribers" },
  { "全社会用电量增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in total electricity consumption" },
  { "商品房销售面积", "吨", JB_DIMENSION_PERCENT, NULL, "Floor space of commercial housing sold" },
  { "房地产开发投资", "CNY", JB_DIMENSION_MONEY, NULL, "Investment in real estate development" },
  { "民用汽车保有量", "个", JB_DIMENSION_COUNT, NULL, "Number of civilian motor vehicles in use" },
  { "网上零售额", "CNY", JB_DIMENSION_MONEY, NULL, "Online retail sales" },
  { "第三产业增加值占地区生产总值比重", "%", JB_DIMENSION_PERCENT, NULL, "Value added of tertiary industry as a share of gross regional product" },
  { "数字经济核心产业增加值占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of value added of core industries of the digital economy" },
  { "工业投资增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in industrial investment" },
  { "规上工业企业利润总额", "CNY", JB_DIMENSION_MONEY, NULL, "Total profits of industrial enterprises above the designated size" },
  { "粮食单产", "个", JB_DIMENSION_COUNT, NULL, "Grain yield per unit" },
  { "水产品产量增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in output of aquatic products" },
  { "水果产量", "吨", JB_DIMENSION_PERCENT, NULL, "Fruit output" },
  { "化肥施用量", "吨", JB_DIMENSION_PERCENT, NULL, "Chemical fertilizer use" },
  { "新增绿地面积", "吨", JB_DIMENSION_PERCENT, NULL, "Area of new green space" },
  { "人均公园绿地面积", "吨", JB_DIMENSION_PERCENT, NULL, "Per capita park green space" },
  { "农村卫生厕所普及率", "%", JB_DIMENSION_PERCENT, NULL, "Coverage rate of rural sanitary toilets" },
  { "职业技能培训人次", "个", JB_DIMENSION_COUNT, NULL, "Vocational skills training (person-times)" },
  { "劳动人事争议案件结案率", "%", JB_DIMENSION_PERCENT, NULL, "Labor and personnel dispute case closure rate" },
  { "住房公积金发放贷款", "CNY", JB_DIMENSION_MONEY, NULL, "Housing provident fund loans issued" },
  { "农村危房改造户数", "个", JB_DIMENSION_COUNT, NULL, "Households covered by renovation of dilapidated rural houses" },
  { "退役军人安置人数", "个", JB_DIMENSION_COUNT, NULL, "Veterans resettled" },
  { "文物保护单位数", "个", JB_DIMENSION_COUNT, NULL, "Cultural heritage sites under protection" },
  { "举办文化活动场次", "次", JB_DIMENSION_COUNT, NULL, "Cultural events held" },
  { "食品抽检合格率", "%", JB_DIMENSION_PERCENT, NULL, "Food sampling pass rate" },
  { "药品安全案件查处数", "个", JB_DIMENSION_COUNT, NULL, "Drug safety cases investigated and handled" },
  { "排查整治安全隐患", "个", JB_DIMENSION_COUNT, NULL, "Safety hazards identified and addressed" },
  { "关闭退出煤矿数", "个", JB_DIMENSION_COUNT, NULL, "Coal mines closed" },
  { "节能改造面积", "吨", JB_DIMENSION_PERCENT, NULL, "Area of energy-saving renovation" },
  { "充电桩建设数", "个", JB_DIMENSION_COUNT, NULL, "Charging piles built" },
  { "水库除险加固数", "个", JB_DIMENSION_COUNT, NULL, "Reservoirs reinforced" },
  { "引进博士数", "个", JB_DIMENSION_COUNT, NULL, "PhD holders introduced" },
  { "金融机构贷款余额", "CNY", JB_DIMENSION_MONEY, NULL, "Balance of loans from financial institutions" },
  { "不良贷款率", "%", JB_DIMENSION_PERCENT, NULL, "Non-performing loan ratio" },
  { "税收优惠金额", "CNY", JB_DIMENSION_MONEY, NULL, "Amount of tax incentives" },
  { "公共资源交易额", "个", JB_DIMENSION_COUNT, NULL, "Public resources transactions" },
  { "国有企业资产总额", "CNY", JB_DIMENSION_MONEY, NULL, "State-owned enterprise total assets" },
  { "审计整改问题数", "个", JB_DIMENSION_COUNT, NULL, "Audit problems rectified" },
  { "执法人员持证率", "%", JB_DIMENSION_PERCENT, NULL, "Law enforcement officer certification rate" },
  { "行政执法监督检查次数", "次", JB_DIMENSION_COUNT, NULL, "Oversight inspections of administrative law enforcement" },
  { "综合行政执法队伍数", "个", JB_DIMENSION_COUNT, NULL, "Integrated administrative law enforcement teams" },
  { "社区矫正对象在册人数", "个", JB_DIMENSION_COUNT, NULL, "Registered people under community corrections" },
  { "仲裁案件受理数", "个", JB_DIMENSION_COUNT, NULL, "Arbitration cases accepted" },
  { "省级以上专精特新企业", "个", JB_DIMENSION_COUNT, NULL, "Specialized and sophisticated enterprises at or above the provincial level" },
  { "孤儿保障人数", "个", JB_DIMENSION_COUNT, NULL, "Orphans covered" },
  { "参加技能培训人数", "个", JB_DIMENSION_COUNT, NULL, "People taking part in skills training" },
  { "入库税收", "CNY", JB_DIMENSION_MONEY, NULL, "Tax revenue listed" },
  { "航空旅客吞吐量", "吨", JB_DIMENSION_PERCENT, NULL, "Civil aviation passenger throughput" },
  { "新增污水管网长度", "吨", JB_DIMENSION_PERCENT, NULL, "Length of new sewage pipelines" },
  { "建制村通客车率", "%", JB_DIMENSION_PERCENT, NULL, "Administrative village bus access rate" },
  { "新增充电桩", "个", JB_DIMENSION_COUNT, NULL, "New charging piles" },
  { "拆除违法建筑面积", "吨", JB_DIMENSION_PERCENT, NULL, "Area of illegal structures demolished" },
  { "供应土地面积", "吨", JB_DIMENSION_PERCENT, NULL, "Area of land supplied" },
  { "城乡供水一体化覆盖率", "%", JB_DIMENSION_PERCENT, NULL, "Integrated urban and rural water supply coverage rate" },
  { "河湖问题整改率", "%", JB_DIMENSION_PERCENT, NULL, "Rectification rate of problems of rivers and lakes" },
  { "矿山生态修复面积", "吨", JB_DIMENSION_PERCENT, NULL, "Area of ecological restoration of mines" },
  { "农产品网络零售额增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in online retail sales of agricultural products" },
  { "新增绿色食品认证数", "个", JB_DIMENSION_COUNT, NULL, "New green food certifications" },
  { "农村生活污水治理率", "%", JB_DIMENSION_PERCENT, NULL, "Rural domestic sewage treatment rate" },
  { "消费券拉动消费金额", "CNY", JB_DIMENSION_MONEY, NULL, "Consumption driven by consumption vouchers" },
  { "新增贷款", "CNY", JB_DIMENSION_MONEY, NULL, "New loans" },
  { "企业融资担保余额", "CNY", JB_DIMENSION_MONEY, NULL, "Balance of financing guarantees of enterprises" },
  { "降低企业成本金额", "CNY", JB_DIMENSION_MONEY, NULL, "Costs of enterprises reduced" },
  { "新引进项目数", "个", JB_DIMENSION_COUNT, NULL, "Newly introduced projects" },
  { "外贸实绩企业数", "个", JB_DIMENSION_COUNT, NULL, "Enterprises with actual foreign trade" },
  { "新设外资企业数", "CNY", JB_DIMENSION_MONEY, NULL, "Newly established foreign-funded enterprises" },
  { "中欧班列开行列数", "个", JB_DIMENSION_COUNT, NULL, "China-Europe freight trains operated" },
  { "省级重点实验室数", "个", JB_DIMENSION_COUNT, NULL, "Provincial-level key laboratories" },
  { "高价值发明专利数", "个", JB_DIMENSION_COUNT, NULL, "High-value invention patents" },
  { "全员劳动生产率增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in overall labor productivity" },
  { "新增托位数", "个", JB_DIMENSION_COUNT, NULL, "New childcare places" },
  { "义务教育学校新建数", "个", JB_DIMENSION_COUNT, NULL, "Compulsory education schools newly built" },
  { "资助困难学生人数", "个", JB_DIMENSION_COUNT, NULL, "Students in need subsidized" },
  { "三级医院数", "个", JB_DIMENSION_COUNT, NULL, "Tertiary hospitals" },
  { "县域内就诊率", "%", JB_DIMENSION_PERCENT, NULL, "In-county treatment rate" },
  { "婴儿死亡率", "%", JB_DIMENSION_PERCENT, NULL, "Infant mortality rate" },
  { "异地就医结算人次", "个", JB_DIMENSION_COUNT, NULL, "Settlements of medical bills incurred away from home (person-times)" },
  { "基本公共卫生服务人均经费标准", "CNY", JB_DIMENSION_MONEY, NULL, "Per capita funding standard for basic public health services" },
  { "失业保险金发放金额", "CNY", JB_DIMENSION_MONEY, NULL, "Unemployment insurance benefits issued" },
  { "开发公益性岗位数", "个", JB_DIMENSION_COUNT, NULL, "Public-welfare jobs developed" },
  { "开展职业技能培训", "个", JB_DIMENSION_COUNT, NULL, "Vocational skills training carried out" },
  { "养老机构床位数", "个", JB_DIMENSION_COUNT, NULL, "Beds in elderly care institutions" },
  { "老年助餐点数", "个", JB_DIMENSION_COUNT, NULL, "Meal service points for the elderly" },
  { "改造农村厕所数", "个", JB_DIMENSION_COUNT, NULL, "Rural toilets renovated" },
  { "住房公积金缴存额", "CNY", JB_DIMENSION_MONEY, NULL, "Housing provident fund contributions" },
  { "保交楼交付套数", "个", JB_DIMENSION_COUNT, NULL, "Housing units delivered under the guaranteed delivery program" },
  { "火灾事故起数", "个", JB_DIMENSION_COUNT, NULL, "Fire accidents" },
  { "破获刑事案件数", "个", JB_DIMENSION_COUNT, NULL, "Criminal cases solved" },
  { "信访积案化解率", "%", JB_DIMENSION_PERCENT, NULL, "Long-pending public complaint case resolution rate" },
  { "网格员数", "个", JB_DIMENSION_COUNT, NULL, "Grid workers" },
  { "行政村法律顾问覆盖率", "%", JB_DIMENSION_PERCENT, NULL, "Administrative village legal advisor coverage rate" },
  { "法律援助办案量", "个", JB_DIMENSION_COUNT, NULL, "Legal aid cases handled" },
  { "普法宣传活动次数", "次", JB_DIMENSION_COUNT, NULL, "Legal publicity events" },
  { "提请审议地方性法规草案数", "个", JB_DIMENSION_COUNT, NULL, "Draft local regulations submitted for deliberation" },
  { "规范性文件报备数", "个", JB_DIMENSION_COUNT, NULL, "Normative documents filed for the record" },
  { "政府法律顾问出具法律意见书数", "个", JB_DIMENSION_COUNT, NULL, "Government legal advisor legal opinions issued" },
  { "行政执法案卷合格率", "%", JB_DIMENSION_PERCENT, NULL, "Administrative law enforcement case file pass rate" },
  { "轻微违法免罚清单事项数", "个", JB_DIMENSION_COUNT, NULL, "Items of lists of minor violations exempt from penalty" },
  { "减免罚款金额", "CNY", JB_DIMENSION_MONEY, NULL, "Amount of fines reduced or waived" },
  { "企业开办时间压缩", "%", JB_DIMENSION_PERCENT, NULL, "Reduction in business startup time" },
  { "不动产登记办理时限", "吨", JB_DIMENSION_PERCENT, NULL, "Real estate registration processing time limit" },
  { "取消行政许可事项数", "个", JB_DIMENSION_COUNT, NULL, "Administrative licensing items abolished" },
  { "行政权力事项数", "个", JB_DIMENSION_COUNT, NULL, "Administrative power items" },
  { "政务数据共享量", "个", JB_DIMENSION_COUNT, NULL, "Government data shared" },
  { "政务服务好评率", "%", JB_DIMENSION_PERCENT, NULL, "Government services positive rating rate" },
  { "消费者投诉受理数", "个", JB_DIMENSION_COUNT, NULL, "Consumer complaints accepted" },
  { "药品抽检合格率", "%", JB_DIMENSION_PERCENT, NULL, "Drug sampling pass rate" },
  { "计量器具检定数", "个", JB_DIMENSION_COUNT, NULL, "Measuring instruments verified" },
  { "地理标志产品数", "个", JB_DIMENSION_COUNT, NULL, "Geographical indication products" },
  { "审计查出违规金额", "CNY", JB_DIMENSION_MONEY, NULL, "Amount involved in violations found in audits" },
  { "行政调解案件数", "个", JB_DIMENSION_COUNT, NULL, "Administrative mediation cases" },
  { "检察建议回复率", "%", JB_DIMENSION_PERCENT, NULL, "Procuratorial recommendation reply rate" },
  { "政协委员建议采纳率", "%", JB_DIMENSION_PERCENT, NULL, "CPPCC member suggestion adoption rate" },
  { "新闻发布会场次", "次", JB_DIMENSION_COUNT, NULL, "Press conferences" },
  { "政府常务会议学法次数", "次", JB_DIMENSION_COUNT, NULL, "Law study sessions at government executive meetings" },
  { "执法资格考试参考人数", "个", JB_DIMENSION_COUNT, NULL, "Examinees for law enforcement qualification examinations" },
  { "新增执法人员数", "个", JB_DIMENSION_COUNT, NULL, "New law enforcement officers" },
  { "柔性执法文书数", "个", JB_DIMENSION_COUNT, NULL, "Flexible law enforcement documents" },
  { "地表水达标率", "%", JB_DIMENSION_PERCENT, NULL, "Surface water compliance rate" },
  { "清洁能源装机占比", "%", JB_DIMENSION_PERCENT, NULL, "Clean energy share of installed capacity" },
  { "公交线路条数", "个", JB_DIMENSION_COUNT, NULL, "Bus routes" },
  { "旅游人次增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in number of tourist visits" },
  { "星级酒店数", "个", JB_DIMENSION_COUNT, NULL, "Star-rated hotels" },
  { "图书馆接待读者人次", "个", JB_DIMENSION_COUNT, NULL, "Library visits" },
  { "农业保险保费收入", "CNY", JB_DIMENSION_MONEY, NULL, "Agricultural insurance premium income" },
  { "提出修改意见", "条", JB_DIMENSION_COUNT, NULL, "Revision opinions put forward" },
  { "发出复议意见书", "份", JB_DIMENSION_COUNT, NULL, "Reconsideration opinions issued" },
  { "张贴宣传海报", "张", JB_DIMENSION_COUNT, NULL, "Publicity posters put up" },
  { "执法培训班", "期", JB_DIMENSION_COUNT, NULL, "Law enforcement training courses" },
  { "2024年地区生产总值增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in gross regional product (2024)" },
  { "来访（2）", "人次", JB_DIMENSION_COUNT, NULL, "Visits (2)" },
  { "公安机关", "件", JB_DIMENSION_COUNT, "移送", "Cases referred to public security organs" },
  { "司法机关", "人", JB_DIMENSION_COUNT, "移送", "People referred to judicial organs" },
  { "享受农村最低生活保障", "人", JB_DIMENSION_COUNT, NULL, "People receiving rural subsistence allowances" },
  { "马拉松赛事参赛选手", "名", JB_DIMENSION_COUNT, "举办", "Marathon competitors" },
  { "法律援助惠及群众", "人", JB_DIMENSION_COUNT, NULL, "Members of the public benefiting from legal aid" },
  { "营养餐覆盖学生", "人", JB_DIMENSION_COUNT, NULL, "Students covered by nutritious meals" },
  { "法院受理案件", "件", JB_DIMENSION_COUNT, NULL, "Cases accepted by courts" },
  { "基本建成", "套", JB_DIMENSION_COUNT, NULL, "Basically completed" },
  { "批准逮捕", "人", JB_DIMENSION_COUNT, NULL, "People approved for arrest" },
  { "城市道路", "公里", JB_DIMENSION_LENGTH, "新建", "Urban roads newly built" },
  { "农村最低生活保障", "人", JB_DIMENSION_COUNT, "享受", "People receiving rural subsistence allowances" },
  { "一般公共预算收入占预算比重", "%", JB_DIMENSION_PERCENT, NULL, "General public budget revenue as a share of the budget" },
  { "绿色建筑占新建建筑比例", "%", JB_DIMENSION_PERCENT, NULL, "Green buildings as a share of new buildings" },
  { "整治安全隐患整改率", "%", JB_DIMENSION_PERCENT, NULL, "Safety hazard rectification rate" },
  { "净增高新技术企业增加量", "家", JB_DIMENSION_COUNT, NULL, "Net increase in high-tech enterprises" },
  { "压减一般性支出减少额", "CNY", JB_DIMENSION_MONEY, NULL, "Reduction in general expenditure" },
  { "患者满意度", "%", JB_DIMENSION_PERCENT, NULL, "Patient satisfaction" },
  { "人均道路面积", "平方米", JB_DIMENSION_AREA, NULL, "Per capita road area" },
  { "人均地区生产总值增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in per capita gross regional product" },
  { "卫生监督检查户次", "户次", JB_DIMENSION_COUNT, NULL, "Health inspections (visits)" },
  { "中小微企业提供贷款", "CNY", JB_DIMENSION_MONEY, NULL, "Loans to micro, small, and medium-sized enterprises provided" },
  { "适龄妇女两癌筛查", "人", JB_DIMENSION_COUNT, NULL, "Breast and cervical cancer screening for age-eligible women" },
  { "地表水达到或好于Ⅲ类水体比例", "%", JB_DIMENSION_PERCENT, NULL, "Share of surface water at or above Grade III" },
  { "省级环保督察反馈问题整改任务", "项", JB_DIMENSION_COUNT, NULL, "Tasks to rectify problems found in provincial environmental inspections" },
  { "交通运输罚没款", "CNY", JB_DIMENSION_MONEY, NULL, "Transportation fines and confiscations" },
  { "区政协委员提案", "件", JB_DIMENSION_COUNT, NULL, "CPPCC proposals" },
  /* measures as words, lists with 等, shares of a place, gaps to an average */
  { "35岁以下年轻干部占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of young officials aged 35 and under" },
  { "3—5周岁幼儿入园率", "%", JB_DIMENSION_PERCENT, NULL, "Kindergarten enrollment rate of preschool children aged 3 to 5" },
  { "56人以上大班额", "个", JB_DIMENSION_COUNT, NULL, "Oversized classes of 56 people or more" },
  { "不动产登记1小时办结率", "%", JB_DIMENSION_PERCENT, NULL, "1-hour completion rate of real estate registration" },
  { "10万元以上的村占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of villages of 100,000 yuan or more" },
  { "食品等产业增加值增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in value added of food and other industries" },
  { "食品、医药等产业产值", "CNY", JB_DIMENSION_MONEY, NULL, "Output value of food, pharmaceuticals, and other industries" },
  { "原煤占全国比重", "%", JB_DIMENSION_PERCENT, NULL, "Raw coal as a share of the national total" },
  { "规上工业增加值增速高于全国", "pp", JB_DIMENSION_PERCENTAGE_POINT, NULL,
    "Growth in value added of industrial enterprises above the designated size (lead over the national average)" },
  { "社会物流总费用与GDP的比率", "%", JB_DIMENSION_PERCENT, NULL, "Ratio of total social logistics costs to GDP" },
  { "公众生态环境满意率", "%", JB_DIMENSION_PERCENT, NULL, "Satisfaction rate of members of the public with ecology and environment" },
  /* people by what they have to do with it; events; verbs that name a kind */
  { "心理健康筛查人数", "人", JB_DIMENSION_COUNT, NULL, "People undergoing mental health screening" },
  { "执法资格考试人数", "人", JB_DIMENSION_COUNT, NULL, "People taking law enforcement qualification examinations" },
  { "城镇就业人数", "人", JB_DIMENSION_COUNT, NULL, "Urban jobs" },
  { "零跑腿事项占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of items requiring no visit" },
  { "审查意见采纳率", "%", JB_DIMENSION_PERCENT, NULL, "Adoption rate of review opinions" },
  { "并购重组", "起", JB_DIMENSION_COUNT, "完成", "Mergers and reorganizations" },
  { "管理措施", "项", JB_DIMENSION_COUNT, "出台", "Management measures issued" },
  { "生态建设任务", "项", JB_DIMENSION_COUNT, NULL, "Ecological construction tasks" },
  { "排查和治理问题", "个", JB_DIMENSION_COUNT, NULL, "Problems identified and treated" },
  { "新增新能源装机", "千瓦", JB_DIMENSION_OTHER, NULL, "Additional installed capacity of new energy" },
  { "全国美丽河湖优秀案例", "个", JB_DIMENSION_COUNT, NULL, "National beautiful river and lake outstanding cases" },
  { "居民人均服务性消费支出占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of per capita service consumption expenditure of residents" },
  { "公安机关立案", "件", JB_DIMENSION_COUNT, "立案", "Cases filed by public security organs" },
  { "村集体经济收入10万元以上的村占比", "%", JB_DIMENSION_PERCENT, NULL, "Share of villages with income of village collectives of 100,000 yuan or more" },
  { "CPI增速回落幅度", "pp", JB_DIMENSION_PERCENTAGE_POINT, NULL, "Decline in growth in CPI" },
  { "判处五年以上有期徒刑", "人", JB_DIMENSION_COUNT, NULL, "People sentenced to fixed-term imprisonment of five years or more" },
  { "饮用水监测合格率", "%", JB_DIMENSION_PERCENT, NULL, "Drinking water monitoring pass rate" },
  { "社会投资", "CNY", JB_DIMENSION_MONEY, "带动", "Nongovernment investment leveraged" },
  { "农户", "户", JB_DIMENSION_COUNT, "带动", "Farmer households benefited" },
  { "A级景区", "家", JB_DIMENSION_COUNT, NULL, "A-level scenic areas" },
  { "经济困难的严重精神障碍患者", "名", JB_DIMENSION_COUNT, NULL, "Economically disadvantaged patients with severe mental disorders" },
  { "侦查机关立案", "件", JB_DIMENSION_COUNT, "监督", "Cases filed by investigation organs under supervision" },
  { "残疾人两项补贴惠及人数", "人", JB_DIMENSION_COUNT, NULL, "People benefiting from two types of subsidies for people with disabilities" },
  { "判赔金额", "CNY", JB_DIMENSION_MONEY, NULL, "Amount awarded as compensation" },
  { "危害公共安全犯罪", "人", JB_DIMENSION_COUNT, "起诉", "People prosecuted for crimes endangering public security" },
  { "城乡居民养老保险参保", "人", JB_DIMENSION_COUNT, NULL, "People covered by old-age insurance for rural and non-working urban residents" },
  { "支持各类项目", "个", JB_DIMENSION_COUNT, NULL, "Projects supported" },
  /* what stands around a label */
  { "地区生产总值（GDP）增速", "%", JB_DIMENSION_PERCENT, NULL, "Growth in gross regional product" },
  { "行政许可2022年", "件", JB_DIMENSION_COUNT, NULL, "Administrative licenses (2022)" },
  { "原审批时限", "天", JB_DIMENSION_DURATION, NULL, "Approval time limit (before)" },
  { "原煤产量", "吨", JB_DIMENSION_MASS, NULL, "Raw coal output" },
  { "省级", "家", JB_DIMENSION_COUNT, NULL, "At the provincial level" },
  { "其他", "件", JB_DIMENSION_COUNT, NULL, "Other" },
  { "国省考断面Ⅰ—Ⅲ类水质比例", "%", JB_DIMENSION_PERCENT, NULL,
    "Share of Class I–III water quality of sections under national and provincial assessment" },
  /* never half-translated */
  { "领导干部包联企业", "家", JB_DIMENSION_COUNT, NULL, NULL },             /* who did it, or for whom? */
  { "企业牵头比例", "%", JB_DIMENSION_PERCENT, NULL, NULL },
  { "国资委监管的事企业利润", "CNY", JB_DIMENSION_MONEY, NULL, NULL },
  { "比2022年", "件", JB_DIMENSION_COUNT, NULL, NULL },
  { "涉及资金占部门预算公开率", "%", JB_DIMENSION_PERCENT, NULL, NULL },   /* a share of a rate */
  { "产成品存货周转天数亏损面占比", "%", JB_DIMENSION_PERCENT, NULL, NULL },
  { "体育场地面积人", "平方米", JB_DIMENSION_AREA, NULL, NULL },           /* people of an area */
  { "《阳光政务》举办期数", "期", JB_DIMENSION_COUNT, NULL, NULL },
  { "临江市企业", "家", JB_DIMENSION_COUNT, NULL, NULL },
  { "三化事项", "项", JB_DIMENSION_COUNT, NULL, NULL },
  { "的", "个", JB_DIMENSION_COUNT, NULL, NULL },
  { "和企业", "家", JB_DIMENSION_COUNT, NULL, NULL },
  { "率", "%", JB_DIMENSION_PERCENT, NULL, NULL },
  { "重大", "个", JB_DIMENSION_COUNT, NULL, NULL },
  { "", "个", JB_DIMENSION_COUNT, NULL, NULL },
};

static void
test_label (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  JbMetric metric = { .label_zh = (char *) cases[i].label, .base_unit = (char *) cases[i].unit,
                      .dimension = cases[i].dimension, .verb = (char *) cases[i].verb };
  g_autofree char *english = jb_glossary_label (glossary, &metric);

  assert_string_equal (english != NULL ? english : "(none)", cases[i].english != NULL ? cases[i].english : "(none)");
}

/* NULL: must not be composed. */
static void
test_headings (void **state)
{
  static const struct { const char *zh; const char *en; } rows[] = {
    { "2023年工作回顾", "Review of work in 2023" }, { "工作回顾", "Review of work" }, { "2024年工作安排", "Plans for 2024" },
    { "存在的主要问题", "Main problems" }, { "2026年主要任务", "Major tasks for 2026" },
    { "优化营商环境", "Improving the business environment" }, { "保障和改善民生", "Ensuring and improving people's wellbeing" },
    { "加强“组织领导”", "Strengthening organization and leadership" }, { "规范行政执法", "Standardizing administrative law enforcement" },
    { "培育壮大经营主体", "Fostering and expanding business entities" }, { "化解矛盾纠纷，优化政务服务", "Resolving disputes, improving government services" },
    { "统筹发展和安全", "Coordinating development and security" }, { "加强政府治理创新", NULL },
    { "财政和金融", "Public finance and banking" }, { "固定资产投资", "Fixed-asset investment" },
    { "坚定不移走高质量发展之路", NULL }, { "乡村振兴扎实推进", NULL }, { "政府职能全面履行", NULL }, { "", NULL } };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *en = jb_glossary_heading (glossary, rows[i].zh);
      assert_string_equal (en != NULL ? en : "(none)", rows[i].en != NULL ? rows[i].en : "(none)");
    }
}

static void
test_size (void **state)
{
  static const struct { const char *zh; const char *en; } terms[] = {
    { "法律援助案件", "legal aid case" }, { "地区生产总值", "gross regional product (GRP)" }, { "没有这个词", NULL } };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      const char *en = jb_glossary_lookup (glossary, terms[i].zh);
      assert_string_equal (en != NULL ? en : "(none)", terms[i].en != NULL ? terms[i].en : "(none)");
    }
  assert_string_equal (jb_glossary_unit (glossary, "件", "法律援助案件"), "cases");
  assert_string_equal (jb_glossary_unit (glossary, "CNY", "x"), "yuan");
  assert_null (jb_glossary_unit (glossary, "个", "调解委员会"));
  assert_null (jb_glossary_unit (glossary, "没有", NULL));
}

/* The same term in each kind of file; code: the file is refused. */
static void
test_files (void **state)
{
  static const struct { const char *data; const char *en; int code; } files[] = {
    { "甲乙\tfirst and second\n", "first and second", -1 },
    { "zh\ten\tdomain\tnote\n甲乙\ta; b\tlaw\tM\n", "a; b", -1 },
    { "<martif type=\"TBX\"><text><body><termEntry><langSet xml:lang=\"zh-CN\"><tig><term>甲乙</term></tig></langSet>"
      "<langSet xml:lang=\"en\"><ntig><termGrp><term>a</term></termGrp></ntig><tig><term>b</term></tig></langSet></termEntry></body></text></martif>", "a; b", -1 },
    { "<tbx type=\"TBX-Basic\" xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body><conceptEntry><langSec xml:lang=\"EN\"><termSec><term>a</term></termSec></langSec>"
      "<langSec xml:lang=\"zh\"><termSec><term>甲乙</term></termSec></langSec></conceptEntry></body></text></tbx>", "a", -1 },
    { "<html/>", NULL, JB_ERROR_UNSUPPORTED }, { "<tbx><text>", NULL, JB_ERROR_FORMAT }, { "甲乙\n", NULL, JB_ERROR_FORMAT },
    { "甲乙\t\n", NULL, JB_ERROR_FORMAT }, { "", NULL, -1 } };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(JbGlossary) own = jb_glossary_new_empty ();
      int fd = g_file_open_tmp ("jb-glossary-XXXXXX", &path, &error);

      g_close (fd, NULL);
      assert_true (g_file_set_contents (path, files[i].data, -1, &error));
      gboolean read = jb_glossary_add_file (own, path, &error);
      g_unlink (path);
      assert_int_equal (read, files[i].code < 0);
      if (files[i].code >= 0)
        assert_true (g_error_matches (error, JB_ERROR, files[i].code));
      else
        assert_int_equal (g_strcmp0 (jb_glossary_lookup (own, "甲乙"), files[i].en), 0);
    }
}

static int
load (void **state)
{
  g_autoptr(GError) error = NULL;

  (void) state;
  glossary = jb_glossary_load (NULL, &error);
  if (glossary == NULL)
    fail_msg ("%s", error->message);
  return 0;
}

static int
unload (void **state)
{
  (void) state;
  jb_glossary_free (glossary);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 3] = { cmocka_unit_test (test_size), cmocka_unit_test (test_headings), cmocka_unit_test (test_files) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i + 3] = (struct CMUnitTest) { .name = cases[i].label, .test_func = test_label, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("glossary", tests, load, unload);
}

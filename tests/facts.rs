//! The bundled article keeps to the report it is written from: 【奋进新征程 建功新时代——走进县城看发展】沁源：党建引领全方位高质量发展, 山西新闻网.
//!
//! The tables hold the report's facts and figures, Chinese beside English, with the block that states each. Whoever rewords the article
//! rewords the table; whoever changes a fact needs another report.

use offprint::article::{
    Article, Block, DiagramKind, Mark, RelationKind, Run, Text, Topic, TopicKind, plain_text, plain_text_of_block, plain_text_of_runs, read,
};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A fact's words in the original and in the translation.
type Both = [&'static str; 2];

/// What one figure is, and the words in which its block states it.
struct Figure {
    id: &'static str,
    value: f64,
    unit: Both,
    block: &'static str,
    words: Both,
    when: &'static str,
}

#[rustfmt::skip]
const FIGURES: [Figure; 18] = [
    Figure { id: "small-grids", value: 1257.0, unit: ["个", ""], block: "grid", words: ["二级小网格1,257个", "1,257 second-level small grids"], when: "2022" },
    Figure { id: "micro-grids", value: 2980.0, unit: ["个", ""], block: "grid", words: ["三级微网格2,980个", "2,980 third-level micro-grids"], when: "2022" },
    Figure { id: "stations", value: 11.0, unit: ["个", ""], block: "stations", words: ["新建的小区党群服务站有11个", "11 new Party-and-public service stations in residential compounds"], when: "2022" },
    Figure { id: "centres", value: 6.0, unit: ["个", ""], block: "stations", words: ["6个社区党群服务中心正在做标准化建设", "six community service centres are being standardised"], when: "2022" },
    Figure { id: "reward-fund", value: 6_500_000.0, unit: ["元", "yuan"], block: "money", words: ["首批安排的专项资金是650万元", "A first tranche of 6.5 million yuan in special funds"], when: "2022" },
    Figure { id: "site-projects", value: 21.0, unit: ["个", ""], block: "visited", words: ["现场调研的项目共21个", "on-site visits took in 21 projects"], when: "" },
    Figure { id: "lng", value: 100_000.0, unit: ["吨", "tonnes"], block: "scale", words: ["LNG10万吨", "100,000 tonnes of LNG"], when: "" },
    Figure { id: "ammonia", value: 100_000.0, unit: ["吨", "tonnes"], block: "scale", words: ["合成氨10万吨", "100,000 tonnes of synthetic ammonia"], when: "" },
    Figure { id: "hu-sheep", value: 100_000.0, unit: ["只", ""], block: "scale", words: ["湖羊10万只", "100,000 Hu sheep"], when: "" },
    Figure { id: "covered-farming", value: 1000.0, unit: ["亩", "mu"], block: "scale", words: ["设施农业千亩", "a thousand mu under cover"], when: "" },
    Figure { id: "platforms", value: 10.0, unit: ["个", ""], block: "openings", words: ["产业经济平台：10个，还在重点筹建", "Economic platforms for industry, 10 of them, still being set up"], when: "" },
    Figure { id: "corn-area", value: 100.0, unit: ["亩", "mu"], block: "corn", words: ["景凤镇2021年种水果玉米100亩", "In 2021 Jingfeng Town grew 100 mu of fruit corn"], when: "2021" },
    Figure { id: "corn-collective", value: 60_000.0, unit: ["元", "yuan"], block: "corn", words: ["村集体增收6万元", "the village collective an extra 60,000 yuan"], when: "2021" },
    Figure { id: "corn-villagers", value: 75_000.0, unit: ["元", "yuan"], block: "corn", words: ["群众增收7.5万元", "the villagers 75,000 yuan"], when: "2021" },
    Figure { id: "greenhouses", value: 413.0, unit: ["座", ""], block: "greenhouses", words: ["全乡413座大棚并成一个联合体", "All 413 of them form one consortium"], when: "" },
    Figure { id: "lng-jobs", value: 800.0, unit: ["个", "jobs"], block: "lng-jobs", words: ["LNG项目则以岗位计，有800多个", "LNG project counts in jobs, 800-odd of them"], when: "" },
    Figure { id: "key-projects", value: 154.0, unit: ["个", ""], block: "key-projects", words: ["重点项目154个", "154 key projects"], when: "2022" },
    Figure { id: "investment", value: 32_100_000_000.0, unit: ["元", "yuan"], block: "key-projects", words: ["总投资321亿元", "a total investment of 32.1 billion yuan"], when: "2022" },
];

/// Every number in figures that a reader may meet: those above, also as charts have them, the parts of dates, the highway, and 13, which is
/// 21 less the eight named.
const NUMBERS: [&[&str]; 2] = [
    &[
        "1,257", "2,980", "11", "6", "650", "21", "10", "100", "7.5", "413", "800", "154", "321", "2021", "2022", "7", "26", "10:10:40",
        "241", "13", "2.0", "1257", "2980",
    ],
    &[
        "1,257", "2,980", "11", "6.5", "21", "100,000", "10", "100", "60,000", "75,000", "413", "800", "154", "32.1", "2021", "2022", "26",
        "10:10:40", "241", "13", "2.0", "1257", "2980", "6",
    ],
];

/// Village and township by topic and name, the methods by topic, and what stands in the row besides.
struct Village {
    village: (&'static str, Both),
    township: (&'static str, Both),
    methods: &'static [(&'static str, Both)],
    says: Both,
}

#[rustfmt::skip]
const VILLAGES: [Village; 5] = [
    Village {
        village: ("ziqiang", ["自强村", "Ziqiang"]), township: ("jiaokou", ["交口乡", "Jiaokou Township"]),
        methods: &[("five-grips", ["“五抓五促”模式", "“Five Grips, Five Boosts” (五抓五促)"])],
        says: ["着力做成共治共享的局面", "Working to build a pattern of shared governing and shared benefit"],
    },
    Village {
        village: ("yanjiazhuang", ["闫家庄村", "Yanjiazhuang"]), township: ("guodao", ["郭道镇", "Guodao Town"]),
        methods: &[("five-commitments", ["“五个坚持”", "“Five Commitments” (五个坚持)"])],
        says: ["乡村治理翻开新的一章", "A new chapter of village governance"],
    },
    Village {
        village: ("duanjiapodi", ["段家坡底村", "Duanjiapodi"]), township: ("chishiqiao", ["赤石桥乡", "Chishiqiao Township"]),
        methods: &[("small-points", ["“小积分”管党员", "“Small Points” for managing Party members"]), ("consortium", ["“联合体”带产业", "a “consortium” for industry"])],
        says: ["“联合体”让产业有了劲头", "The consortium set industry moving"],
    },
    Village {
        village: ("doubi", ["豆壁村", "Doubi"]), township: ("wangtao", ["王陶镇", "Wangtao Town"]),
        methods: &[("five-strengths", ["“五强”措施", "“Five Strengths” (五强)"])],
        says: ["治理能力有了“五新”成效", "“Five New” results (五新) in governing ability"],
    },
    Village {
        village: ("dongjia", ["董家村", "Dongjia"]), township: ("fazhong", ["法中乡", "Fazhong Township"]),
        methods: &[("four-parts", [
            "“四部曲”：打造指挥部、锻造共同体、化身大管家、培育标杆村",
            "“Song in Four Parts” (四部曲): build a command post, forge a community, become the steward, raise a model village",
        ])],
        says: ["村里的治理活了起来", "Village governance came to life"],
    },
];

/// A project by topic; where it is or whose, by topics; and its row of the register: name, place or firm, what the report says.
struct Project {
    topic: &'static str,
    at: &'static [&'static str],
    row: [Both; 3],
}

#[rustfmt::skip]
const PROJECTS: [Project; 8] = [
    Project { topic: "hongxingta-housing", at: &["hongxingta"], row: [
        ["红星塔片区棚户区改造", "Hongxingta shantytown renewal"], ["红星塔片区", "Hongxingta area"],
        ["居民的住房和环境都会改善", "Better housing and surroundings for residents"],
    ] },
    Project { topic: "g241", at: &["youyi"], row: [
        ["国道241线沁源过境交口至有义段公路改建", "National Highway 241, rebuilding of the Jiaokou–Youyi section through Qinyuan"], ["交口至有义", "Jiaokou–Youyi"],
        ["完工后打通县城出口的瓶颈，减轻县里的交通压力", "Once done, ends the bottleneck at the exit of the county seat and eases traffic in the county"],
    ] },
    Project { topic: "tongzhou-lng", at: &["tongzhou"], row: [
        ["10万吨LNG联产10万吨合成氨", "100,000 tonnes of LNG with 100,000 tonnes of synthetic ammonia"], ["通洲集团", "Tongzhou Group"],
        ["炼焦的废气有了用处，传统煤焦产业链由此延长", "Turns the waste gas of coke making to use; lengthens the traditional coal-and-coke chain"],
    ] },
    Project { topic: "yanjinshi", at: &["wanghe", "guzhai"], row: [
        ["岩进石文旅田园综合体", "Yanjinshi rural culture and tourism complex"], ["王和镇古寨村", "Guzhai, Wanghe Town"],
        ["要把体育、休闲、娱乐、生态和周边游合在一处，供自驾的客人体验", "To bring ecology, leisure, entertainment, sport and trips nearby together, for visitors by car"],
    ] },
    Project { topic: "fruit-corn", at: &["jingfeng", "lihe"], row: [
        ["水果玉米种植加工一体化", "Fruit corn, grown and processed"], ["景凤镇黎和村", "Lihe, Jingfeng Town"],
        ["村民富了，生态美了，产业旺了", "villagers better off, ecology finer, industry thriving"],
    ] },
    Project { topic: "guyue", at: &["chishiqiao", "hujiazhuang"], row: [
        ["古月生态农业产业园区", "Guyue ecological farming park"], ["赤石桥乡胡家庄村", "Hujiazhuang, Chishiqiao Township"],
        ["村民富了，生态美了，产业旺了", "villagers better off, ecology finer, industry thriving"],
    ] },
    Project { topic: "hu-sheep", at: &["mingyuan"], row: [
        ["10万只湖羊养殖", "100,000 Hu sheep"], ["明源集团", "Mingyuan Group"], ["循环农业，正在做大做强", "Circular farming, growing larger and stronger"],
    ] },
    Project { topic: "covered-farming", at: &["mingyuan"], row: [
        ["千亩设施农业", "A thousand mu of farming under cover"], ["明源集团", "Mingyuan Group"], ["循环农业，正在做大做强", "Circular farming, growing larger and stronger"],
    ] },
];

/// What else the report says, block by block.
#[rustfmt::skip]
const SAID: [(&str, Both); 58] = [
    // The source, as the page that carries it names it.
    ("june", ["报道登在吕梁新闻网，页面日期是2022年7月26日，注明来源为山西新闻网", "ran on Lüliang News Network, on a page dated 26 July 2022 that names Shanxi News Network as its source"]),
    ("june", ["山西这个县", "this county in Shanxi"]),
    ("june", ["6月的沁源", "Qinyuan in June"]),
    ("carrier-text", ["10:10:40，没有写时区；编辑一栏空着；我们手上的文本没有网址，也没有图片", "10:10:40 on 26 July 2022, with no time zone. Its editor field is blank, and the text reached us without web address or picture"]),
    ("carrier-text", ["山西新闻网自己几时发稿，不详", "When Shanxi News Network itself published is not known"]),
    ("method", ["“党建引领基层活”“专班围着项目干”“产业跟着规划走”", "“Party building enlivens the grassroots”, “Dedicated teams work around projects” and “Industry follows the plan”"]),
    // Review and ranking.
    ("four-names", ["年中考核叫“大检验”，干部在现场述职", "The mid-year appraisal is the “Grand Inspection”, at which officials report on site"]),
    ("four-names", ["乡镇书记上擂台，叫“大比武”，要比出乡村振兴的“排头兵”", "Township Party secretaries step into the ring for the “Grand Contest”, to find the “front runners” of rural revitalisation"]),
    ("four-names", ["把重点项目的建设巡看一遍，叫“大巡礼”", "Going round the key projects as they are built is the “Grand Tour”"]),
    ("four-names", ["考核量化，再排出名次，叫“大排名”", "Putting the appraisal into numbers, and the numbers into order, is the “Grand Ranking”"]),
    ("event", ["“抓党建促基层治理能力提升专项行动暨重点项目建设现场推进活动”", "“On-site Promotion of the Special Campaign to Raise Grassroots Governance through Party Building and of Key Project Construction”"]),
    ("event", ["县里主要领导带队，走工地，看车间，访农家；重点单位用PPT汇报；此外还有点评和总结", "main leaders took a team to building sites, workshops and farm households; key units reported with slides; there were comments and a summing-up"]),
    ("looked-at", ["项目怎样谋划，产业怎样布局，工程建到了哪一步，往后怎样走", "how projects are conceived, how industry is laid out, how far building has come, and what comes next"]),
    ("looked-at", ["既比“硬件设施”，也比“软件内核”", "“hardware” and “software core” alike"]),
    ("exchange", ["基层党建的“老法宝”，也有新形势下的“一招鲜”", "“old standbys” of grassroots Party work and the “signature moves” for a new situation"]),
    ("exchange", ["互观、互检、互比，图的是三件事", "Watching, checking and measuring one another has three aims"]),
    ("exchange", ["让好经验传开，让典型立起来，让新问题有解", "to spread good experience, to set models, to solve new problems"]),
    // Grassroots governance.
    ("task", ["“抓党建促基层治理能力提升”列为重要政治任务，同项目建设放在一起谋划", "“raising grassroots governance through Party building” an important political task and planned it together with its projects"]),
    ("task", ["党建从前被叫作“软任务”，如今成了“硬指标”", "Party work, once called a “soft task”, became a “hard target”"]),
    ("task", ["网格化管理也好，壮大村级集体经济也好，这些中心工作都讲党建引领", "central tasks such as grid management and a stronger village collective economy now come under its lead as well"]),
    ("four-lines", ["抓队伍、建网格、强阵地、促发展", "build the ranks, lay the grid, strengthen the outposts, spur development"]),
    ("four-lines", ["硬在政治、本领、作风三处", "sound in politics, ability and conduct"]),
    ("four-lines", ["组织力、凝聚力、战斗力", "organise, unite and fight"]),
    ("grid", ["重新调整，往小里划，往细里划", "redrew it, smaller and finer"]),
    ("money", ["钱从县财政出", "out of county finances"]),
    ("money", ["奖给一批集体经济办得好的村", "rewards a number of villages whose collective economy does well"]),
    ("chain", ["支部建在产业链上，由它带着群众，把特色产业做得更精、更大、更强", "Party branches are set up along industrial chains, leading people to make local specialities finer, larger and stronger"]),
    ("dongjia-parts", ["从“打造指挥部”起头，接着是“锻造共同体”“化身大管家”，收在“培育标杆村”", "building a command post, goes on to forging a community and becoming the steward, and ends on raising a model village"]),
    // Project delivery.
    ("visited", ["报道点名的有八个", "eight of them named in the report"]),
    ("leaders", ["县里的处级领导各包项目，“包联帮扶”、全程跟踪、一包到底", "Leaders at county level each take on projects, under a duty of “paired support”: they follow a project all the way and answer for it to the end"]),
    ("leaders", ["不等人来请，先去对接；定期到现场办公；碰上堵点、难点，就对症去解", "They offer help unasked, work on site at regular intervals, and clear whatever blocks the way"]),
    ("hurry", ["签了约的早些开工，开了工的早些投产，投了产的早些达效", "What is signed starts earlier, what is started produces earlier, what produces pays off earlier"]),
    ("rule", ["办法叫“专班制”", "The method is called the “dedicated-team system”"]),
    ("rule", ["“六个一”，这名字是我们起的", "“rule of six ones”, a name of our own"]),
    ("sayings", ["“项目为王”", "“projects are king”"]),
    ("sayings", ["党建被比作“助推器”，又比作“火车头”", "Party work is likened to a “booster”, and again to a “locomotive”"]),
    ("sayings", ["高质量发展的“四梁八柱”", "“four beams and eight pillars” of high-quality development"]),
    ("sayings", ["“一切盯着项目看、一切围着项目转、一切扭住项目干”", "“All eyes on projects, all work around projects, all hands on projects.”"]),
    // Industry after the plan.
    ("strategy", ["2021年，沁源定下方略，叫“以交通促繁荣、以教育聚人口、以人口兴产业”", "In 2021 Qinyuan set a strategy: “let transport bring prosperity, education gather people, and people make industry thrive”"]),
    ("strategy", ["“一城两中心”“一区三园”", "“One City, Two Centres” (一城两中心) and “One Zone, Three Parks” (一区三园)"]),
    ("strategy", ["县委书记赵永进", "Zhao Yongjin, secretary of the county Party committee"]),
    ("strategy", ["依省委、市委的部署而来，合成一个有机整体，推进起来有重点、分层次、全方位", "follow the decisions of the provincial and city committees and form one organic whole, pursued with priorities, by levels and on all fronts"]),
    ("strategy", ["报道引的是他的原话，这里是转述", "The report quotes him directly; we paraphrase"]),
    ("zhao-loop", ["路通了，教育办好了，人自会聚拢来", "When roads run and schools are good, people gather"]),
    ("zhao-loop", ["一头带动产业，一头为工业腾地方", "they drive industry on the one hand and free room for manufacturing on the other"]),
    ("zhao-loop", ["产业有了起色，企业长大了，岗位跟着多；岗位多了，再聚来更多的人", "When industry and firms grow, there are more jobs; and jobs gather more people"]),
    ("zhao-loop", ["他的话到这里为止", "There his words end"]),
    ("keep-people", ["以人口兴产业，以产业带就业，让一二三产合到一处", "people make industry thrive, industry brings work, and the three sectors join hands"]),
    ("openings", ["商业综合体：办在县城、城郊和集镇，管就业，也管购物和服务", "Commercial complexes in the county seat, on its edge and in market towns, for jobs and also for shopping and services"]),
    ("openings", ["种草莓，做电子线束", "strawberries and electronic wire harnesses"]),
    ("openings", ["交通运输、快递物流", "transport and express delivery"]),
    ("openings", ["网络货运、物业管理、广告印刷都在其中", "online freight, property management and advertising print are among them"]),
    ("openings", ["“云服务”“互联网+”，好让返乡的人留下来", "“cloud services” and “Internet+”, so that people who come home stay"]),
    ("greenhouses", ["“大棚联建、产品联营”", "“greenhouses built together, produce sold together”"]),
    ("greenhouses", ["“小群体、大规模、全覆盖”", "“small groups, large scale, full coverage”"]),
    ("key-projects", ["2022年，沁源照“可靠、可行、可适用”的原则", "For 2022, on the principle of “reliable, feasible, fit for use”"]),
    ("key-projects", ["一产、二产、三产都有", "in the primary, secondary and tertiary sectors alike"]),
    ("our-frame", ["报道没有把这几样说成一套", "The report does not call these one system"]),
];

/// Where the report is silent the article says so.
#[rustfmt::skip]
const SILENT: [(&str, Both); 14] = [
    ("event", ["活动在哪一天，报道只写了“近日”", "As to the day, the report says only “recently” (近日)"]),
    ("exchange", ["报道里却没有一个分数，也没有一个名次", "the report gives not one score and not one place"]),
    ("grid", ["一级网格有多少，各级怎样相套，报道没有交代", "How many first-level grids there are, and how the levels nest, the report does not explain"]),
    ("money", ["是哪些村，后面还有没有第二批，报道没有说", "Which villages, and whether a second tranche follows, the report does not say"]),
    ("villages-intro", ["只有董家村的列全了", "spelt out for Dongjia alone"]),
    ("two-consortia", ["两者是不是一回事，报道没有说", "whether the two are one, the report does not say"]),
    ("scale", ["各个项目花多少钱，报道没有讲", "what any one project costs, the report does not tell"]),
    ("entrance", ["学校那一头，报道没有举出项目", "On the side of schools, the report names no project"]),
    ("key-projects", ["前面那21个是否都在这154个之内，报道没有说", "Whether the 21 visited are all among the 154, the report does not say"]),
    ("carrier-text", ["不说明沁源在哪里", "it does not say where Qinyuan lies"]),
    ("unsaid-list", ["现场推进活动的日期，排名的结果", "The date of the on-site event; the results of the ranking"]),
    ("unsaid-list", ["一级网格的数目，各级网格怎样相套", "The number of first-level grids, and how the levels nest"]),
    ("unsaid-list", ["“五抓五促”“五个坚持”“五强”“五新”各是哪几条，“一城两中心”“一区三园”各指什么", "“Five Grips, Five Boosts”, the “Five Commitments”, the “Five Strengths”, the “Five New”, “One City, Two Centres” and “One Zone, Three Parks”"]),
    ("unsaid-list", ["21个项目里另外13个的名字，单个项目的钱数", "The names of the other 13 of the 21 projects, and the money for any single one"]),
];

/// What nobody may read anywhere in the article, since the report does not say it.
#[rustfmt::skip]
const NEVER: [(&str, [&[&str]; 2]); 6] = [
    ("how grids of one level hold those of another", [
        &["每个二级", "每个小网格", "每个一级", "每个网格", "下设", "下辖", "分成三级", "分为三级", "细分为", "再分成", "个一级网格", "一级大网格", "一级网格共"],
        &["each second-level", "each small grid", "each grid", "every grid", "each first-level", "divided into", "subdivided", "made up of", "consist of", "consists of", "per grid", "first-level grid,", "nested in"],
    ]),
    ("a score or a place in the ranking", [
        &["得分", "总分", "满分", "均分", "第一名", "第二名", "第三名", "排名第", "名列", "位居", "居首", "夺得", "夺魁", "获胜", "冠军", "并列第", "倒数"],
        &["scored", "a score of", "ranked first", "ranks first", "first place", "second place", "came first", "came out on top", "topped", "winner", "champion", "runner-up", "won the"],
    ]),
    ("a date or a place in order that the report does not give", [
        &["当天", "当日", "次日", "昨天", "前一天", "月初", "月底", "月中旬", "上旬", "下旬", "周一", "周末", "为期", "首次", "首创", "率先", "全省第", "全国第", "全市第"],
        &["that day", "on the day", "the next day", "yesterday", "early July", "mid-July", "late July", "weekend", "for the first time", "pioneer", "first in the province", "first in the country", "nationwide"],
    ]),
    ("a place near by", [
        &["吕梁市", "临汾", "长治", "晋中", "太原", "太岳", "沁县", "沁水", "安泽", "古县", "霍州", "灵石", "介休", "平遥", "武乡", "屯留", "襄垣", "灵空山", "沁河", "韩洪", "官滩", "聪子峪", "中峪", "李元", "景风"],
        &["Lüliang City", "Luliang City", "Linfen", "Changzhi", "Jinzhong", "Taiyuan", "Taiyue", "Qinxian", "Qinshui", "Anze", "Guxian", "Huozhou", "Lingshi", "Jiexiu", "Pingyao", "Wuxiang", "Tunliu", "Lingkong", "Qin River", "Hanhong", "Guantan", "Congziyu", "Zhongyu", "Liyuan"],
    ]),
    ("that centres or platforms are finished", [
        &["标准化建设完成", "完成标准化", "已经达标", "平台已", "平台建成", "已建成", "全部建成"],
        &["have been standardised", "were standardised", "platforms run", "have been set up", "were set up", "is complete", "are complete"],
    ]),
    ("words of the named person as a quotation", [
        &["赵永进说：", "赵永进说，“", "赵永进表示", "赵永进指出", "书记说"],
        &["Zhao Yongjin said", "Zhao says", "Zhao said", "he said, “", "in his words"],
    ]),
];

/// One language of the article, ready to be looked into.
struct Edition {
    /// 0 for the original, 1 for the translation: its side of [`Both`].
    side: usize,
    article: Article,
    /// Every block, those within blocks too, with its own words.
    blocks: Vec<(String, String)>,
}

static EDITIONS: LazyLock<[Edition; 2]> = LazyLock::new(|| {
    let texts = [include_str!("../content/qinyuan.article.json"), include_str!("../content/qinyuan.en.json")];
    [0, 1].map(|side| {
        let article = read(texts[side]).unwrap_or_else(|problems| panic!("{}: {}", ["zh-Hans", "en"][side], problems[0].fault));
        let blocks = all_blocks(&article).map(|block| (block.id().to_owned(), plain_text_of_block(block))).collect();
        Edition { side, article, blocks }
    })
});

/// Asks both languages, and fails with everything that is broken.
#[track_caller]
fn check(ask: impl Fn(&Edition, &mut Vec<String>)) {
    let mut broken = Vec::new();
    for edition in EDITIONS.iter() {
        let before = broken.len();
        ask(edition, &mut broken);
        broken[before..].iter_mut().for_each(|what| what.insert_str(0, &format!("{}: ", edition.article.lang)));
    }
    assert!(broken.is_empty(), "\n  {}", broken.join("\n  "));
}

impl Edition {
    fn words(&self, both: Both) -> &'static str {
        both[self.side]
    }

    fn states(&self, block: &str, words: Both, fact: &str, broken: &mut Vec<String>) {
        let words = self.words(words);
        match self.blocks.iter().find(|(id, _)| id == block) {
            None => broken.push(format!("{fact}: there is no block #{block}")),
            Some((_, text)) if !text.contains(words) => broken.push(format!("{fact}: #{block} does not say {words:?} but {text:?}")),
            Some(_) => {}
        }
    }

    fn block(&self, id: &str) -> &Block {
        all_blocks(&self.article).find(|block| block.id() == id).unwrap_or_else(|| panic!("{} has no block #{id}", self.article.lang))
    }

    fn topic(&self, id: &str) -> &Topic {
        let topics = &self.article.topics;
        topics.iter().find(|topic| topic.id == id).unwrap_or_else(|| panic!("{} has no topic {id}", self.article.lang))
    }

    fn register(&self, id: &str) -> &[Vec<Text>] {
        match self.block(id) {
            Block::Register(register) => &register.rows,
            other => panic!("#{id} is a {}, not a register", other.kind()),
        }
    }

    /// All that a reader can see, from the title to the list of figures.
    fn everything(&self) -> String {
        let Article { title, standfirst, source, authors, rights, sections, topics, statistics, .. } = &self.article;
        let mut lines = vec![title.clone(), standfirst.clone(), rights.clone()];
        lines.extend(source.iter().flat_map(|source| [source.title.clone(), source.outlet.clone(), source.channel.clone()]));
        lines.extend(authors.iter().map(|author| author.name.clone()));
        lines.extend(sections.iter().map(|section| section.title.clone()));
        lines.extend(self.blocks.iter().map(|(_, text)| text.clone()));
        for topic in topics {
            lines.extend([topic.name.clone(), topic.summary.clone()]);
            lines.extend(topic.aliases.iter().cloned());
        }
        lines.extend(statistics.iter().flat_map(|figure| [figure.subject.clone(), figure.display.clone(), figure.unit.clone()]));
        lines.join("\n")
    }
}

fn all_blocks(article: &Article) -> impl Iterator<Item = &Block> {
    article.sections.iter().flat_map(|section| with_inner(&section.blocks))
}

fn with_inner(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().flat_map(|block| std::iter::once(block).chain(inner(block))).collect()
}

fn inner(block: &Block) -> Vec<&Block> {
    match block {
        Block::Quote(quote) => with_inner(&quote.blocks),
        Block::Callout(callout) => with_inner(&callout.blocks),
        Block::Note(note) => with_inner(&note.blocks),
        Block::List(list) => list.items.iter().flat_map(|item| with_inner(&item.blocks)).collect(),
        _ => Vec::new(),
    }
}

/// Every text of a block, cell by cell; those of the blocks within it are theirs.
fn texts(block: &Block) -> Vec<&Text> {
    match block {
        Block::Paragraph(paragraph) => vec![&paragraph.text],
        Block::List(list) => list.items.iter().map(|item| &item.text).collect(),
        Block::Quote(quote) => quote.cite.iter().collect(),
        Block::Register(register) => std::iter::once(&register.caption).chain(register.rows.iter().flatten()).collect(),
        Block::Diagram(diagram) => vec![&diagram.caption],
        _ => Vec::new(),
    }
}

/// The topics that a text mentions.
fn mentions(text: &Text) -> Vec<&str> {
    let mut topics = Vec::new();
    for run in &text.0 {
        match run {
            Run::Marked(Mark::Mention(mention)) => topics.push(mention.topic.as_str()),
            Run::Marked(Mark::Emphasis(text) | Mark::Strong(text)) => topics.extend(mentions(text)),
            _ => {}
        }
    }
    topics
}

fn is_related(topic: &Topic, kind: RelationKind, other: &str) -> bool {
    topic.relations.iter().any(|relation| relation.kind == kind && relation.topic == other)
}

fn nodes_and_links(block: &Block) -> (DiagramKind, Vec<&str>, Vec<(&str, &str)>) {
    let Block::Diagram(diagram) = block else { panic!("#{} is a {}, not a diagram", block.id(), block.kind()) };
    let links = diagram.links.iter().map(|link| (link.from.as_str(), link.to.as_str())).collect();
    (diagram.kind, diagram.nodes.iter().map(|node| node.label.as_str()).collect(), links)
}

#[test]
fn every_figure_is_listed_with_its_unit_and_stated_in_its_block() {
    check(|edition, broken| {
        for Figure { id, value, unit, block, words, when } in &FIGURES {
            let Some(listed) = edition.article.statistics.iter().find(|listed| listed.id == *id) else {
                broken.push(format!("figure {id} is not listed"));
                continue;
            };
            let (is, should) =
                ((listed.value, &*listed.unit, &*listed.stated, &*listed.when), (*value, edition.words(*unit), *block, *when));
            if is != should {
                broken.push(format!("figure {id} is listed as {is:?} instead of {should:?}: value, unit, block, time"));
            }
            edition.states(block, *words, &format!("figure {id}"), broken);
        }
        for listed in &edition.article.statistics {
            if !FIGURES.iter().any(|figure| figure.id == listed.id) {
                broken.push(format!("figure {} is none of the report's", listed.id));
            }
        }
    });
}

#[test]
fn no_number_is_met_that_the_report_does_not_give() {
    check(|edition, broken| {
        let text = edition.everything();
        // A thousand's comma, a decimal point or a clock's colon belongs to the number only between its digits.
        let numbers = text.split(|c: char| !c.is_ascii_digit() && !",.:".contains(c)).map(|number| number.trim_matches([',', '.', ':']));
        let strange: BTreeSet<&str> = numbers.filter(|number| !number.is_empty() && !NUMBERS[edition.side].contains(number)).collect();
        broken.extend(strange.into_iter().map(|number| format!("{number} stands in the text, and in no report")));
    });
}

#[test]
fn charts_compare_like_with_like_and_say_no_more_than_the_report() {
    check(|edition, broken| {
        for (id, numbers) in [("grid-counts", [1257.0, 2980.0]), ("station-counts", [11.0, 6.0])] {
            let Block::Chart(chart) = edition.block(id) else { panic!("#{id} is no chart") };
            let values: Vec<f64> = chart.series.iter().flat_map(|series| series.values.iter().flatten().copied()).collect();
            if values != numbers {
                broken.push(format!("#{id} shows {values:?}, and the report says {numbers:?}"));
            }
        }
        let charts = all_blocks(&edition.article).filter(|block| matches!(block, Block::Chart(_))).count();
        if charts != 2 {
            broken.push(format!("{charts} charts, of which two are held to the report here"));
        }
    });
}

#[test]
fn five_villages_stand_in_one_row_each_with_township_and_method() {
    check(|edition, broken| {
        let rows = edition.register("villages");
        if rows.len() != VILLAGES.len() {
            broken.push(format!("#villages has {} rows for {} villages", rows.len(), VILLAGES.len()));
        }
        for Village { village, township, methods, says } in &VILLAGES {
            let name = edition.words(village.1);
            let Some(row) = rows.iter().find(|row| plain_text_of_runs(&row[0]) == name) else {
                broken.push(format!("village {name} has no row"));
                continue;
            };
            let cells: Vec<String> = row.iter().map(plain_text_of_runs).collect();
            let expected = [(1, edition.words(township.1)), (3, edition.words(*says))];
            let expected = expected.into_iter().chain(methods.iter().map(|method| (2, edition.words(method.1))));
            for (column, words) in expected {
                if !cells[column].contains(words) {
                    broken.push(format!("village {name}: column {column} does not say {words:?} but {:?}", cells[column]));
                }
            }
            let mentioned: Vec<&str> = row.iter().flat_map(mentions).collect();
            for topic in [village.0, township.0].into_iter().chain(methods.iter().map(|method| method.0)) {
                if !mentioned.contains(&topic) {
                    broken.push(format!("village {name}: its row does not mention the topic {topic}"));
                }
            }
            if !is_related(edition.topic(village.0), RelationKind::LocatedIn, township.0) {
                broken.push(format!("village {name} does not lie in {}", township.0));
            }
            for (method, _) in *methods {
                if !is_related(edition.topic(method), RelationKind::CarriedOutBy, village.0) {
                    broken.push(format!("village {name} does not carry out {method}"));
                }
            }
        }
    });
}

#[test]
fn eight_named_projects_stand_in_the_register_and_no_other() {
    check(|edition, broken| {
        let rows = edition.register("projects");
        let of_kind = edition.article.topics.iter().filter(|topic| topic.kind == TopicKind::Project).count();
        if (rows.len(), of_kind) != (PROJECTS.len(), PROJECTS.len()) {
            broken.push(format!("{} rows and {of_kind} topics for the eight projects named", rows.len()));
        }
        for Project { topic, at, row: expected } in &PROJECTS {
            let Some(row) = rows.iter().find(|row| mentions(&row[0]) == [*topic]) else {
                broken.push(format!("project {topic} has no row"));
                continue;
            };
            for (column, words) in expected.iter().enumerate() {
                let cell = plain_text_of_runs(&row[column]);
                if !cell.contains(edition.words(*words)) {
                    broken.push(format!("project {topic}: column {column} does not say {:?} but {cell:?}", edition.words(*words)));
                }
            }
            let there = mentions(&row[1]);
            broken.extend(at.iter().filter(|at| !there.contains(at)).map(|at| format!("project {topic} is not put at {at}")));
            if !is_related(edition.topic(topic), RelationKind::PartOf, "site-projects") {
                broken.push(format!("project {topic} is not among those visited"));
            }
        }
    });
}

#[test]
fn what_the_report_says_stands_where_it_did() {
    check(|edition, broken| SAID.iter().for_each(|(block, words)| edition.states(block, *words, "a fact", broken)));
}

#[test]
fn the_report_is_cited_as_its_page_names_it() {
    let title = "【奋进新征程 建功新时代——走进县城看发展】沁源：党建引领全方位高质量发展";
    check(|edition, broken| {
        let Some(source) = &edition.article.source else { return broken.push("no source is named".to_owned()) };
        let expected = [
            ("title", &source.title, [title, title]),
            ("outlet", &source.outlet, ["山西新闻网", "Shanxi News Network (山西新闻网)"]),
            ("day", &source.published, ["2022-07-26", "2022-07-26"]),
            ("carrier", &source.channel, ["载于吕梁新闻网", "carried by Lüliang News Network (吕梁新闻网)"]),
        ];
        for (what, is, should) in expected {
            if !is.contains(edition.words(should)) {
                broken.push(format!("the source's {what} is {is:?}, without {:?}", edition.words(should)));
            }
        }
        if let Some(url) = &source.url {
            broken.push(format!("the source came without an address, unlike {url}"));
        }
    });
}

#[test]
fn one_person_is_named_with_an_office_and_never_quoted() {
    check(|edition, broken| {
        let people: Vec<&str> = edition.article.topics.iter().filter(|t| t.kind == TopicKind::Person).map(|t| &*t.id).collect();
        if people != ["zhao-yongjin"] {
            broken.push(format!("the report names Zhao Yongjin only, unlike {people:?}"));
        }
        let person = edition.topic("zhao-yongjin");
        if !person.summary.contains(edition.words(["沁源县委书记", "Secretary of the county Party committee"])) {
            broken.push(format!("the person's office is missing in {:?}", person.summary));
        }
        if !is_related(person, RelationKind::PartOf, "county-committee") {
            broken.push("the person is not of the county committee".to_owned());
        }
        let words = plain_text_of_block(edition.block("zhao-loop"));
        if words.contains(['“', '”', '"', '「', '」']) {
            broken.push(format!("#zhao-loop reports indirectly and quotes nobody: {words:?}"));
        }
        broken.extend(all_blocks(&edition.article).filter(|b| b.kind() == "quote").map(|b| format!("#{} is a quotation", b.id())));
    });
}

#[test]
fn four_campaigns_of_review_have_a_topic_each_and_a_place_in_the_tree() {
    let campaigns = [
        ("inspection", ["大检验", "Grand Inspection"]),
        ("contest", ["大比武", "Grand Contest"]),
        ("tour", ["大巡礼", "Grand Tour"]),
        ("ranking", ["大排名", "Grand Ranking"]),
    ];
    check(|edition, broken| {
        let (_, nodes, links) = nodes_and_links(edition.block("review-tree"));
        for (id, name) in campaigns {
            let name = edition.words(name);
            if edition.topic(id).name != name {
                broken.push(format!("campaign {id} is called {:?} instead of {name:?}", edition.topic(id).name));
            }
            if !nodes.contains(&name) || !links.iter().any(|(_, to)| *to == id) {
                broken.push(format!("campaign {id} is not in the tree"));
            }
        }
    });
}

#[test]
fn the_mechanism_has_six_ones() {
    let ones = [
        ["一个项目", "one project"],
        ["一名领导", "one leader"],
        ["一个专班", "one dedicated team"],
        ["一套方案", "one plan"],
        ["一站审批", "one stop for approvals"],
        ["一抓到底", "one grip, held to the end"],
    ];
    check(|edition, broken| {
        let is = plain_text_of_block(edition.block("six-list"));
        let should = ones.map(|one| edition.words(one)).join("\n");
        if is != should {
            broken.push(format!("the six ones are {is:?} instead of {should:?}"));
        }
    });
}

#[test]
fn the_strategy_has_three_clauses() {
    let clauses = [
        ["以交通促繁荣", "transport bring prosperity"],
        ["以教育聚人口", "education gather people"],
        ["以人口兴产业", "people make industry thrive"],
    ];
    check(|edition, broken| clauses.iter().for_each(|clause| edition.states("strategy", *clause, "a clause of the strategy", broken)));
}

#[test]
fn four_stages_follow_one_another_and_signing_is_not_hurried() {
    let stages = [["签约", "Signed"], ["开工", "Started"], ["投产", "In production"], ["达效", "Paying off"]];
    check(|edition, broken| {
        let is = nodes_and_links(edition.block("stages"));
        let links = vec![("signed", "started"), ("started", "producing"), ("producing", "paying")];
        let should = (DiagramKind::Chain, stages.map(|stage| edition.words(stage)).to_vec(), links);
        if is != should {
            broken.push(format!("the stages are {is:?} instead of {should:?}"));
        }
    });
}

#[test]
fn people_and_industry_drive_each_other() {
    check(|edition, broken| {
        let is = nodes_and_links(edition.block("loop"));
        let nodes = [["人口", "People"], ["产业", "Industry"]].map(|node| edition.words(node)).to_vec();
        let should = (DiagramKind::Loop, nodes, vec![("people", "industry"), ("industry", "people")]);
        if is != should {
            broken.push(format!("the loop is {is:?} instead of {should:?}"));
        }
    });
}

#[test]
fn where_the_report_is_silent_the_article_says_so() {
    check(|edition, broken| {
        SILENT.iter().for_each(|(block, words)| edition.states(block, *words, "a silence of the report", broken));
        // What stands inside these names is not told, so their summaries say that, and nothing belongs to them.
        for id in ["five-grips", "five-commitments", "five-strengths", "five-news", "one-city", "one-zone"] {
            let summary = &edition.topic(id).summary;
            let admits = [["没有列出", "does not list"], ["没有说", "does not say"]].map(|words| edition.words(words));
            if !admits.iter().any(|words| summary.contains(words)) {
                broken.push(format!("topic {id} does not say that the report is silent on what it holds: {summary:?}"));
            }
            let parts = edition.article.topics.iter().filter(|topic| is_related(topic, RelationKind::PartOf, id));
            broken.extend(parts.map(|part| format!("topic {} is made a part of {id}, of which the report tells none", part.id)));
        }
    });
}

#[test]
fn nothing_is_invented() {
    check(|edition, broken| {
        let text = edition.everything().to_lowercase();
        for (what, words) in &NEVER {
            for word in words[edition.side].iter().filter(|word| text.contains(&word.to_lowercase())) {
                broken.push(format!("the report does not say {what}, and the article says {word:?}"));
            }
        }
        // Neither level of the grid belongs to the other, in topics or in a diagram.
        for id in ["small-grids", "micro-grids"] {
            let is: Vec<_> = edition.topic(id).relations.iter().map(|relation| &*relation.topic).collect();
            if is != ["grid-management"] {
                broken.push(format!("the report does not say how grids nest, and {id} is put under {is:?}"));
            }
        }
        for block in all_blocks(&edition.article) {
            let Block::Diagram(diagram) = block else { continue };
            let of_grids = |topic: &str| topic.ends_with("-grids");
            if diagram.nodes.iter().any(|node| node.topic.as_deref().is_some_and(of_grids)) {
                broken.push(format!("the report does not say how grids nest, and #{} draws it", diagram.id));
            }
        }
        // The event has no day, and is neither June's nor the tour of projects.
        for id in ["event", "visited"] {
            let text = plain_text_of_block(edition.block(id));
            let day = [["月", "June"], ["日前", "July"], ["大巡礼", "Tour"]].map(|words| edition.words(words));
            broken.extend(
                day.iter()
                    .filter(|word| text.contains(**word))
                    .map(|word| format!("the report does not date the event, nor call it the tour, and #{id} says {word:?}")),
            );
        }
        let event = plain_text_of_block(edition.block("event")) + &edition.topic("site-event").summary;
        if event.contains(|c: char| c.is_ascii_digit()) {
            broken.push(format!("the event has no date, and there is a number in {event:?}"));
        }
        // No project has a price: of money there are four figures, and no project's row or summary has any.
        let currency = edition.words(["元", "yuan"]);
        let money: Vec<&str> =
            edition.article.statistics.iter().filter(|figure| figure.unit == currency).map(|figure| &*figure.id).collect();
        if money != ["reward-fund", "corn-collective", "corn-villagers", "investment"] {
            broken.push(format!("the report gives no money for single projects, and these are listed in {currency}: {money:?}"));
        }
        let cells = edition.register("projects").iter().flatten().map(plain_text_of_runs);
        let summaries = edition.article.topics.iter().filter(|topic| topic.kind == TopicKind::Project).map(|topic| topic.summary.clone());
        let prices = [["元", " yuan"], ["投资", "invest"]].map(|price| edition.words(price)); // the county's name ends like the currency
        let priced = cells.chain(summaries).filter(|text| prices.iter().any(|price| text.contains(price)));
        broken.extend(priced.map(|text| format!("a project has a price: {text:?}")));
        // The county's place in the world is its province.
        let is: Vec<_> = edition.topic("qinyuan").relations.iter().map(|relation| &*relation.topic).collect();
        if is != ["shanxi"] {
            broken.push(format!("the report says of the county only that it is in Shanxi, unlike {is:?}"));
        }
    });
}

#[test]
fn the_places_are_those_of_the_report() {
    let places = [
        "shanxi",
        "qinyuan",
        "jiaokou",
        "guodao",
        "chishiqiao",
        "wangtao",
        "fazhong",
        "wanghe",
        "jingfeng",
        "ziqiang",
        "yanjiazhuang",
        "duanjiapodi",
        "doubi",
        "dongjia",
        "guzhai",
        "lihe",
        "hujiazhuang",
        "hongxingta",
        "youyi",
    ];
    check(|edition, broken| {
        let is: BTreeSet<&str> = edition.article.topics.iter().filter(|t| t.kind == TopicKind::Place).map(|t| &*t.id).collect();
        let should = BTreeSet::from(places);
        broken.extend(should.difference(&is).map(|place| format!("place {place} is missing")));
        broken.extend(is.difference(&should).map(|place| format!("place {place} is none of the report's")));
    });
}

#[test]
fn topics_are_of_every_kind_and_each_is_mentioned_and_related_to_topics_only() {
    use TopicKind::*;
    check(|edition, broken| {
        let topics = &edition.article.topics;
        let kinds = [Person, Place, Organisation, Project, Programme, Measure, Term];
        let missing = kinds.iter().filter(|kind| !topics.iter().any(|topic| topic.kind == **kind));
        broken.extend(missing.map(|kind| format!("there is no topic of the kind {kind:?}")));
        let mentioned: BTreeSet<&str> = all_blocks(&edition.article).flat_map(texts).flat_map(mentions).collect();
        for topic in topics {
            if !mentioned.contains(&*topic.id) {
                broken.push(format!("topic {} is mentioned nowhere", topic.id));
            }
            for relation in topic.relations.iter().filter(|relation| !topics.iter().any(|other| other.id == relation.topic)) {
                broken.push(format!("topic {} is related to {}, which is none", topic.id, relation.topic));
            }
        }
    });
}

#[test]
fn both_languages_have_the_same_parts_figures_and_topics() {
    let [original, translation] = &*EDITIONS;
    let parts = |edition: &Edition| {
        let sections = edition.article.sections.iter().map(|section| format!("section #{}", section.id));
        let blocks = all_blocks(&edition.article).map(|block| format!("{} #{}", block.kind(), block.id()));
        let topics = edition.article.topics.iter().map(|topic| format!("topic {} {:?} {:?}", topic.id, topic.kind, topic.relations));
        let figures = edition.article.statistics.iter();
        let figures = figures.map(|figure| format!("figure {} {} #{} {}", figure.id, figure.value, figure.stated, figure.when));
        let mentions = all_blocks(&edition.article).flat_map(|block| {
            let mentioned: BTreeSet<&str> = texts(block).into_iter().flat_map(mentions).collect();
            mentioned.into_iter().map(|topic| format!("mention of {topic} in #{}", block.id())).collect::<Vec<_>>()
        });
        sections.chain(blocks).chain(topics).chain(figures).chain(mentions).collect::<Vec<_>>()
    };
    let (original, translation) = (parts(original), parts(translation));
    let lacking = |all: &[String], in_these: &[String]| all.iter().filter(|part| !in_these.contains(part)).cloned().collect::<Vec<_>>();
    assert_eq!(lacking(&original, &translation), Vec::<String>::new(), "in the translation these are missing or otherwise");
    assert_eq!(lacking(&translation, &original), Vec::<String>::new(), "in the original these are missing or otherwise");
    assert_eq!(original, translation, "both have the same parts, in another order");
}

#[test]
fn the_original_is_an_article_of_about_2900_characters() {
    let is_han = |c: &char| ('\u{3400}'..='\u{9fff}').contains(c);
    let count = plain_text(&EDITIONS[0].article).iter().map(|passage| passage.text.chars().filter(is_han).count()).sum::<usize>();
    assert!((2700..=3100).contains(&count), "it has {count} Han characters");
}

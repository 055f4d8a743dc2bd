"""Practices towards people that the register refuses by construction: what was reported, the Articles, and where.

One table for the public page and for ``docs/refused.md``, where each stands with the tests that try to do it.
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.errors import Text


class Practice(NamedTuple):
    """One refused practice. ``reported``: what was done or proposed somewhere; ``how``: where it is refused here."""

    key: str
    title: Text
    reported: Text
    how: Text
    articles: tuple[int, ...]


PERSONS: tuple[Practice, ...] = (
    Practice(
        "shaming",
        Text("示众", "Public shaming"),
        Text(
            "把被列入者的照片和个人信息放上大楼屏幕、电影院片前、公交车、报纸和电视。",
            "Portraits and details of listed people on screens of buildings, before films, on buses, in papers,"
            " on television.",
        ),
        Text(
            "没有照片、住址一类的字段，没有展示或导出的命令和网址；个人信息不公开，页面不得被存档。",
            "No entry has a field for a picture or an address, no command or URL shows or exports people; nothing on a"
            " person is published, and pages forbid archiving.",
        ),
        (11,),
    ),
    Practice(
        "map",
        Text("附近“老赖”地图和举报", "A map of debtors nearby, and reporting on them"),
        Text(
            "一家地方法院推出应用，显示身边五百米内的被执行人，并鼓励举报谁有能力还款。",
            "A regional court's app showed debtors within half a kilometre and invited users to tell who could pay.",
        ),
        Text(
            "所有网址和命令逐一列举：没有地图、邻近、排名、举报；网址里只有单位代码，个人号码不进入任何网址；查询自然人须逐一提出，且限于封闭的表。",
            "Every URL and every verb is enumerated: none maps, ranks, finds nearby or takes reports; an address"
            " holds an organisation's code alone and never a person's number; persons are asked about one at a time,"
            " by a closed table.",
        ),
        (3, 11),
    ),
    Practice(
        "bulk",
        Text("成批查询、导出、订阅自然人", "Looking persons up in bulk, exporting them, subscribing to them"),
        Text(
            "法院的失信被执行人公开门户曾被程序成批抓取、汇集。",
            "Programs crawled the courts' public portal of judgment defaulters and gathered its entries.",
        ),
        Text(
            "没有自然人的清单、导出、订阅和批量查询；网址和命令逐一列举，网址和组织核查中出现自然人号码的，一律拒绝且不复述。",
            "There is no list, export, feed or batch of persons: every URL and every verb is enumerated, and a person's"
            " number is refused and not repeated.",
        ),
        (11,),
    ),
    Practice(
        "score",
        Text("给个人打分并据以惩罚", "Scoring people, and punishing low scores"),
        Text(
            "若干试点城市给居民打分；后来被要求不得据此惩罚。",
            "Some pilot cities gave residents points; later guidance said that nobody may be punished for them.",
        ),
        Text(
            "规则载入时拒绝关于个人的数字事实（欠款、年龄、同一名单的既往决定除外）；条目中没有分数字段；红名单不及于个人。",
            "The loader refuses a number about a person unless it is money owed, an age or prior decisions of"
            " the same list;"
            " no entry has a field for a score; no red list reaches persons.",
        ),
        (9,),
    ),
    Practice(
        "family",
        Text("牵连家人和关联者", "Reaching family and associates"),
        Text(
            "子女因父母被列入而受限；单位被列入，处罚还会及于法定代表人、高级管理人员和直接责任人员。",
            "Children were restricted for a listed parent; an organisation's listing could also reach its legal"
            " representative,"
            " managers and the staff responsible.",
        ),
        Text(
            "亲属关系不得作为事实，叙述中提到即抹除；合并承继的单位不继承列入；责任人员须有依据并另案决定。",
            "Kinship is no fact that a rule can ask for and is blanked in narratives; a successor inherits no listing;"
            " responsible persons need an instrument and a decision of their own.",
        ),
        (3, 10),
    ),
    Practice(
        "children",
        Text("不让子女上学", "Keeping children out of schools"),
        Text(
            "一些城市不许被列入者的子女就读私立学校乃至大学。",
            "Some cities kept the children of listed residents out of private schools and even universities.",
        ),
        Text(
            "2015年规定只约束付款人的消费；核查不以子女为对象，主体类别中没有未成年人，名单最低年龄十八岁。"
            "拒服兵役者本人升学的限制出自法律，只及于其本人。",
            "The provisions of 2015 bind the payer's spending: no check is keyed on a child, no kind of subject"
            " is a minor,"
            " the least age is eighteen. The bar on study for those who refuse military service is statute and binds"
            " them alone.",
        ),
        (10, 12),
    ),
    Practice(
        "petitioners",
        Text("对付信访人、抗议者和记者", "Acting against petitioners, protesters and journalists"),
        Text(
            "研究发现一些地方借此压制信访人、抗议者、记者和活动人士。",
            "Researchers found localities that used such systems against petitioners, protesters, journalists"
            " and activists.",
        ),
        Text(
            "信访、言论、集会、采访不得作为事实；报送的叙述中出现即整句抹除，不留在任何文件。",
            "Petitions, speech, assembly and journalism are no facts; where a filed narrative tells of them the"
            " clause is"
            " blanked and stays in no file.",
        ),
        (3,),
    ),
    Practice(
        "religion",
        Text("宗教，以及奖励告发宗教活动", "Religion, and rewards for informing on it"),
        Text(
            "城市试点奖励协助限制宗教活动的人：迫使放弃信仰、举报祈祷和守斋。",
            "City pilots rewarded help in restricting religion: making people renounce it, reporting prayer and"
            " fasting.",
        ),
        Text(
            "宗教信仰不得作为事实，规则集也不能要求；没有个人的奖励名单，没有接收举报的入口。",
            "Belief is no fact and no rulebook can ask for it; there is no list of rewards for persons and no"
            " way to inform.",
        ),
        (3, 9),
    ),
    Practice(
        "petty",
        Text("日常小事", "Petty conduct"),
        Text(
            "有城市提议把外放音乐、车上进食、闯红灯、预约不到、垃圾分类计入信用。",
            "Cities proposed to count loud music, eating on trains, red lights, missed bookings and badly sorted"
            " rubbish.",
        ),
        Text(
            "未经处罚决定的小事不得作为事实，叙述中抹除；简易程序处罚不计入；一般信息须情节严重方可记录。",
            "Without a decided penalty it is no fact and is blanked; summary-procedure penalties stay out; serious-only"
            " information needs a finding of gravity.",
        ),
        (3, 4),
    ),
    Practice(
        "play",
        Text("游戏与购物", "Games and shopping"),
        Text(
            "一家私营评分的负责人设想过把玩游戏的时间算作不可靠，外界误以为已经施行（从未施行）；消费能力曾计入评分。",
            "A manager of a private score imagined long hours of games as a bad sign, which was reported as"
            " practice and never"
            " was; spending power did count in that score.",
        ),
        Text(
            "游戏、购物、消费习惯不得作为事实，叙述中抹除。",
            "Play, purchases and habits of spending are no facts and are blanked.",
        ),
        (3,),
    ),
    Practice(
        "praise",
        Text("为献血、称赞政府加分", "Points for blood and for praising the government"),
        Text(
            "有试点提议为献血、捐款、志愿服务、在网上称赞政府加分。",
            "Pilots proposed points for giving blood, gifts, volunteering and praising the government online.",
        ),
        Text(
            "献血、志愿时长、言论不得作为事实；优待只属于红名单，红名单只及于单位且只有清单所列的便利。",
            "Blood, hours of volunteering and speech are no facts; favours belong to red lists, which reach"
            " organisations alone"
            " and give only listed conveniences.",
        ),
        (2, 3, 9),
    ),
    Practice(
        "rewards",
        Text("看病、求职、签证、安检的优待", "Rewards in hospitals, jobs, visas, security lanes"),
        Text(
            "高分者据称少排队看病办事、更易求职，过安检走快速通道。",
            "High scorers were to wait less in hospitals and offices, find work more easily and pass security sooner.",
        ),
        Text(
            "没有这些事项；未知事项和国家清单之外的措施在载入时即被拒绝，自行增列事项也不能成为措施。",
            "There are no such actions; the loader refuses an unknown one, and adding one makes no measure of"
            " it, because the"
            " list gives no more than the national item.",
        ),
        (2, 9, 12),
    ),
    Practice(
        "hiring",
        Text("招聘审查", "Checks when hiring"),
        Text(
            "招聘时鼓励查询应聘者是否在名单上，银行和国有企业可能拒录。",
            "Employers were encouraged to look applicants up; banks and state firms might turn the listed away.",
        ),
        Text(
            "没有招聘、租房事项；谁可为何事项查询自然人是封闭的表，没有雇主、房东、学校、会所和保险人；"
            "组织核查遇个人号码一律拒绝且不复述；任职限制仅限法律规定的职务。",
            "There is no action of hiring or letting; who may ask about a person for what is a closed table, without "
            "employers, landlords, schools, clubs or insurers; a check of organisations refuses a person's number and "
            "does not repeat it; only offices that a statute names are barred.",
        ),
        (11, 12),
    ),
    Practice(
        "files",
        Text("与档案、户籍、网格管理相连", "Links to personal files, household registers, grid management"),
        Text(
            "信用制度与人事档案、户口、网格化管理同源，城市卡片系统把生日、家庭、收入、党籍、投票和病历放在一处。",
            "Such systems grew beside personal files, household registers and grid policing; a card system"
            " elsewhere joined"
            " birthdays, family, income, party, votes and illness.",
        ),
        Text(
            "户籍、行踪、党籍、投票、病历不得作为事实；个人只经报送的决定或者经办人的立案进入，仅有代码和文号，任何表和文件都没有号码或姓名。",
            "Household register, whereabouts, party, votes and medical history are no facts; a person enters by"
            " a filed decision or an officer's proposal,"
            " with codes and document numbers alone, and no table or file holds a number or a name.",
        ),
        (3, 11, 12),
    ),
)

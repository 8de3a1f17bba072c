use super::*;
use crate::article::plain_text_of_runs;
use proptest::prelude::*;

fn read(text: &str) -> Draft {
    import(text, &Options::default()).unwrap()
}

/// Headings with `#`, paragraphs as they are, items with `-` or their number.
fn shown(draft: &Draft) -> Vec<String> {
    let mut lines = Vec::new();
    for section in &draft.article.sections {
        if !section.title.is_empty() {
            lines.push(format!("# {}", section.title));
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(b) => lines.push(plain_text_of_runs(&b.text)),
                Block::List(b) => lines.extend(b.items.iter().enumerate().map(|(index, item)| {
                    let sign = b.start.map_or("-".to_owned(), |start| format!("{}.", start as usize + index));
                    format!("{sign} {}", plain_text_of_runs(&item.text))
                })),
                other => panic!("{other:?}"),
            }
        }
    }
    lines
}

const NEWS: &str = "某某新闻网首页  > 首页  > 城乡  > 集市与市场

【走进集市】河口:早市六点开门

2022年07月26日 10:10:40 来源:某省新闻网 编辑:

早市“开张”,人声鼎沸;四十个摊位一字排开……  

近日,河口早市迁入新棚。摊主们说,六点开门正好。

摊位跟着人走

今年,早市把摊位分成四排,菜在前,鱼在后。  摊主们轮流值日,扫地、点灯、记账。

棚子围着路转

新棚一头连着公路,一头连着河。这里每天卖出2,980斤青菜……
";

#[test]
fn a_pasted_page_of_news_is_an_article() {
    let draft = read(NEWS);
    let article = &draft.article;
    assert_eq!(article.title, "【走进集市】河口:早市六点开门");
    assert_eq!((article.lang.as_str(), article.published.as_str()), ("zh-Hans", "2022-07-26"));
    let source = article.source.as_ref().unwrap();
    assert_eq!((source.outlet.as_str(), source.channel.as_str()), ("某省新闻网", "某某新闻网 > 城乡 > 集市与市场"));
    assert_eq!(source.published, "2022-07-26");
    let expected = [
        "早市“开张”,人声鼎沸;四十个摊位一字排开……",
        "近日,河口早市迁入新棚。摊主们说,六点开门正好。",
        "# 摊位跟着人走",
        "今年,早市把摊位分成四排,菜在前,鱼在后。",
        "摊主们轮流值日,扫地、点灯、记账。",
        "# 棚子围着路转",
        "新棚一头连着公路,一头连着河。这里每天卖出2,980斤青菜……",
    ];
    assert_eq!(shown(&draft), expected);
    assert_eq!(draft.losses, []);
}

#[test]
fn a_publisher_may_ask_for_the_marks_of_print() {
    let options = Options { punctuation: Punctuation::Chinese, ..Options::default() };
    let draft = import(NEWS, &options).unwrap();
    assert_eq!(draft.article.title, "【走进集市】河口：早市六点开门");
    assert_eq!(shown(&draft)[6], "新棚一头连着公路，一头连着河。这里每天卖出2,980斤青菜……");
}

#[test]
fn an_english_page_has_its_day_and_its_byline() {
    let text = "Home > News > Town\n\nThe market hall opens\n\nBy Jane Doe\nJuly 26, 2022 · Source: The Gazette\n\nThe doors opened at six.  Forty stalls\nstood ready, and the first buyers\ncame in from the square.\n\nWhat comes next\n\nThe hall is open every day.\n";
    let draft = read(text);
    assert_eq!(draft.article.title, "The market hall opens");
    assert_eq!(draft.article.published, "2022-07-26");
    assert_eq!(draft.article.authors[0].name, "Jane Doe");
    let source = draft.article.source.as_ref().unwrap();
    assert_eq!((source.outlet.as_str(), source.channel.as_str()), ("The Gazette", "News > Town"));
    let expected = [
        "The doors opened at six. Forty stalls stood ready, and the first buyers came in from the square.",
        "# What comes next",
        "The hall is open every day.",
    ];
    assert_eq!(shown(&draft), expected);
}

#[test]
fn without_empty_lines_each_line_is_a_paragraph() {
    let draft = read("早市开门\n\u{3000}\u{3000}早市六点开门，四十个摊位一字排开。\n\u{3000}\u{3000}来的人不少。\n");
    assert_eq!(shown(&draft), ["早市六点开门，四十个摊位一字排开。", "来的人不少。"]);
}

#[test]
fn a_poem_keeps_its_lines() {
    let draft =
        read("灯\n\n夜里有灯，\n照着窗台。\n窗外有雨，\n落在青苔。\n\n这首短诗写于一个下雨的晚上，那时城里还没有通电，家家点着油灯。\n");
    assert_eq!(shown(&draft)[0], "夜里有灯，\n照着窗台。\n窗外有雨，\n落在青苔。");
}

#[test]
fn clear_lists_are_lists() {
    let draft = read("三件事\n\n早市有三件事要做：\n\n一、扫地\n二、点灯\n三、记账\n\n带上：\n\n- 秤\n- 筐\n\n1. 开门\n\n2. 关门\n");
    let expected = ["早市有三件事要做：", "1. 扫地", "2. 点灯", "3. 记账", "带上：", "- 秤", "- 筐", "1. 开门", "2. 关门"];
    assert_eq!(shown(&draft), expected);
}

#[test]
fn a_field_without_a_place_is_reported_where_it_stands() {
    let draft = read("早市开门\n2022-07-26 责任编辑：某人\n\n早市六点开门，四十个摊位一字排开。\n");
    let [loss] = draft.losses.as_slice() else { panic!("{:?}", draft.losses) };
    assert_eq!((&loss.what, loss.words.as_str()), (&Lost::Field { name: "责任编辑".into() }, "某人"));
    assert!(matches!(loss.at, Spot::At(Position { line: 2, column: 1, .. })));
}

#[test]
fn a_file_without_words_is_no_article() {
    assert!(import(" \n\u{3000}\n", &Options::default()).is_err());
}

/// Pieces of pasted text, in any order.
fn text_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z开门市集。，“”,.]{1,8}",
        prop::sample::select(vec![
            "\n",
            "\n\n",
            "  ",
            "\u{3000}\u{3000}",
            "\t",
            "来源:",
            "作者：",
            "编辑:",
            "2022年07月26日",
            "10:10",
            " > ",
            "首页",
            "一、",
            "二、",
            "1. ",
            "2. ",
            "- ",
            "By Jane",
            "Source: ",
            "July 26, 2022",
            "\"",
            "(",
            ")",
            "\r\n",
            "\u{202e}",
            "\u{0}",
            "……",
            "责任编辑：",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>(), is_chinese in any::<bool>()) {
        let punctuation = if is_chinese { Punctuation::Chinese } else { Punctuation::Kept };
        let _ = import(&text, &Options { lang: None, punctuation });
    }

    #[test]
    fn every_word_is_in_the_article_or_in_the_report(text in text_like()) {
        if let Ok(draft) = import(&text, &Options::default()) {
            let mut article = draft.article.clone();
            article.id = "a".into();
            let written = serde_json::to_string(&article).unwrap();
            prop_assert_eq!(crate::article::read(&written).err(), None, "{}", text);
            let has = written + &draft.losses.iter().map(|loss| loss.words.as_str()).collect::<String>();
            // The home page on the way, the labels of a dateline and what they name are told by their place.
            let labels = ["来源", "作者", "责任编辑", "编辑", "首页", "年", "月", "日"];
            let words = labels.iter().fold(text.clone(), |words, label| words.replace(label, ""));
            for c in words.chars().filter(|c| crate::import::is_han(*c) && !"一二".contains(*c)) {
                prop_assert!(has.contains(c), "{} of {:?} is not in {}", c, text, has);
            }
        }
    }
}

//! Search, as readers ask: a table of queries with what must come first, and what holds for every query.
#![cfg(feature = "pack")]

use offprint::article::{Article, plain_text};
use offprint::library::{Bundle, Lexicon, Site, Words};
use offprint::pack::{folded_by_unicode, lexicon};
use offprint::search::{Corpus, Folder, Found, Hit, Target, Tier};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn article(lang: &str) -> Article {
    let file = if lang == "zh" { "content/qinyuan.article.json" } else { "content/qinyuan.en.json" };
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn corpus_of(article: &Article) -> Corpus {
    let site = Site {
        title: String::new(),
        languages: Vec::new(),
        edition: String::new(),
        edition_note: String::new(),
        base_url: None,
        is_library: false,
    };
    Corpus::of(&Bundle { site, article: article.clone(), words: Words::default(), lexicon: lexicon(article), pictures: Default::default() })
}

fn name(hit: &Hit) -> String {
    match &hit.target {
        Target::Title => "title".to_owned(),
        Target::Section(id) => format!("section:{id}"),
        Target::Block(id) => format!("block:{id}"),
        Target::Topic(id) => format!("topic:{id}"),
        Target::Statistic(id) => format!("statistic:{id}"),
        Target::Source => "source".to_owned(),
    }
}

#[test]
fn the_first_hit_is_what_a_reader_wants() {
    let corpora = ["zh", "en"].map(|lang| (lang, corpus_of(&article(lang))));
    let mut wrong = Vec::new();
    for line in include_str!("fixtures/queries.txt").lines().filter(|line| line.contains('|') && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(" | ").collect();
        let [lang, query, expected, _] = fields[..] else { panic!("{line}") };
        let corpus = &corpora.iter().find(|(of, _)| *of == lang).unwrap().1;
        let found = corpus.find(query);
        let wanted: Vec<&str> = if expected == "none" { Vec::new() } else { expected.split(' ').collect() };
        let names: Vec<String> = found.hits.iter().map(name).collect();
        if names.is_empty() != wanted.is_empty() || names.iter().zip(&wanted).any(|(name, wanted)| name != wanted) {
            let hits = found.hits.iter().take(6).map(|hit| format!("\n    {:?} {}", hit.tier, name(hit)));
            wrong.push(format!("{line}{}\n    {:?}", hits.collect::<String>(), found.suggestions));
        }
    }
    assert!(wrong.is_empty(), "{} queries\n{}", wrong.len(), wrong.join("\n"));
}

/// The entries' texts as the page shows them, with the target to be found.
fn texts(article: &Article) -> Vec<(String, String)> {
    let mut texts = vec![("title".to_owned(), article.title.clone()), ("title".to_owned(), article.standfirst.clone())];
    texts.extend(article.sections.iter().map(|section| (format!("section:{}", section.id), section.title.clone())));
    texts.extend(plain_text(article).into_iter().map(|passage| (format!("block:{}", passage.block), passage.text)));
    for topic in &article.topics {
        let own = [&topic.name, &topic.summary].into_iter().chain(&topic.aliases);
        texts.extend(own.map(|text| (format!("topic:{}", topic.id), text.clone())));
    }
    for statistic in &article.statistics {
        let space = if statistic.unit.is_ascii() && !statistic.unit.is_empty() { " " } else { "" };
        let value = format!("{}{space}{}", statistic.value, statistic.unit);
        let value = if statistic.display.is_empty() { value } else { statistic.display.clone() };
        let value = if statistic.when.is_empty() { value } else { format!("{value} · {}", statistic.when) };
        let own = [statistic.subject.clone(), value];
        texts.extend(own.map(|text| (format!("statistic:{}", statistic.id), text)));
    }
    let source = article.source.as_ref().unwrap();
    texts.extend([&source.title, &source.outlet, &source.channel, &article.rights].map(|text| ("source".to_owned(), text.clone())));
    texts
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// All runs of one to eight Han characters of a text.
fn han_substrings(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for run in text.split(|c| !is_han(c)) {
        let chars: Vec<char> = run.chars().collect();
        for length in 1..=8 {
            found.extend(chars.windows(length).map(|window| window.iter().collect::<String>()));
        }
    }
    found
}

fn in_phrase(corpus: &Corpus, query: &str) -> BTreeSet<String> {
    corpus.find(query).hits.iter().filter(|hit| hit.tier == Tier::Phrase).map(name).collect()
}

#[test]
fn every_substring_of_han_characters_finds_all_that_contains_it() {
    let article = article("zh");
    let corpus = corpus_of(&article);
    let traditional = traditional(&article);
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (target, text) in texts(&article) {
        for part in han_substrings(&text) {
            wanted.entry(part).or_default().insert(target.clone());
        }
    }
    assert!(wanted.len() > 9_000, "{}", wanted.len());
    for (index, (part, targets)) in wanted.iter().enumerate() {
        let found = in_phrase(&corpus, part);
        assert!(found.is_superset(targets), "{part}: {:?}", targets.difference(&found).collect::<Vec<_>>());
        if index % 8 == 0 {
            let part: String = part.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect();
            assert_eq!(in_phrase(&corpus, &part), found, "{part}");
        }
    }
}

/// Each character that has another spelling, with the last of them.
fn traditional(article: &Article) -> BTreeMap<char, char> {
    let folds: Vec<char> = lexicon(article).folds.chars().collect();
    folds.chunks(2).map(|pair| (pair[1], pair[0])).collect()
}

#[test]
fn a_word_is_found_by_each_of_its_beginnings() {
    let article = article("en");
    let corpus = corpus_of(&article);
    for (target, text) in texts(&article) {
        for word in text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3) {
            // Accents and letters touch: Lüliang is one word.
            if text.split(|c: char| !c.is_alphabetic()).any(|whole| whole == word) {
                let beginning = &word[..3];
                assert!(in_phrase(&corpus, beginning).contains(&target), "{beginning}: {target}");
            }
        }
    }
}

#[test]
fn spellings_of_one_thing_give_one_list() {
    let corpus = corpus_of(&article("zh"));
    for alike in [
        &["三百二十一亿", "321亿", "３２１亿", "32100000000", "三百二十一億"][..],
        &["两千九百八十", "二千九百八十", "2980", "2,980", "２，９８０"],
        &["一千二百五十七", "1257", "1,257"],
        &["七点五万", "7.5万", "七万五千", "75000"],
        &["十万吨", "10万吨", "10 万吨", "100,000吨", "十萬噸"],
        &["二〇二二年", "二零二二年", "2022年"],
        &["六百五十万元", "650万元", "6500000元"],
        &["八百多个", "800多个"],
        &["十五亩", "15亩"],
        &["沁源县", "沁源縣", "沁 源 县"],
        &["LNG项目", "lng项目", "ＬＮＧ項目", "LNG 项目"],
        &["产业规划", "產業規劃"],
    ] {
        let first = corpus.find(alike[0]);
        assert!(!first.hits.is_empty(), "{}", alike[0]);
        for other in alike {
            let same = corpus.find(other);
            assert_eq!(same.hits.iter().map(name).collect::<Vec<_>>(), first.hits.iter().map(name).collect::<Vec<_>>(), "{other}");
            assert_eq!(same, first, "{other}");
        }
    }
}

#[test]
fn a_number_is_not_found_within_another() {
    let mut article = article("en");
    article.topics.clear();
    article.statistics.clear();
    let paragraphs = [
        ("a", "18月3日和8月30日"),
        ("b", "8月3日"),
        ("c", "一千二百五十七"),
        ("d", "二十万吨"),
        ("e", "17.5"),
        ("f", "第321次"),
        ("g", "三百二十一亿"),
        ("h", "7月的沁源，报道里是"),
    ];
    let block = |(id, text): &(&str, &str)| serde_json::from_value(serde_json::json!({ "paragraph": { "id": id, "text": text } })).unwrap();
    article.sections[0].blocks = paragraphs.iter().map(block).collect();
    article.sections.truncate(1);
    let corpus = corpus_of(&article);
    for (query, expected) in [
        ("8月3日", "b"),
        ("8月3", "a b"),
        ("257", ""),
        ("1257", "c"),
        ("10万吨", ""),
        ("5", ""),
        ("7", "h"),
        ("7.5", ""),
        ("321", "f g"),
        ("源报", ""),
        ("源，报", "h"),
        ("源。报", "h"),
    ] {
        let found: Vec<String> =
            in_phrase(&corpus, query).into_iter().filter_map(|name| Some(name.strip_prefix("block:")?.to_owned())).collect();
        assert_eq!(found.join(" "), expected, "{query}");
    }
}

#[test]
fn what_is_quoted_is_found_exactly_where_it_stands() {
    for lang in ["zh", "en"] {
        let article = article(lang);
        let corpus = corpus_of(&article);
        let texts = texts(&article);
        // Pieces of the text itself, at any place and of any length, and some that stand nowhere.
        let mut asked: Vec<String> =
            ["沁源縣", "grid", "GRID", "2980", "2,980", "rid", "，", "a", "：四", "长颈鹿"].map(str::to_owned).to_vec();
        for (index, (_, text)) in texts.iter().enumerate() {
            let chars: Vec<char> = text.chars().filter(|c| !matches!(c, '"' | '“' | '”' | '「' | '」')).collect();
            for length in [1, 3, 7] {
                asked.extend(chars.get(index % 5..).and_then(|rest| rest.get(..length)).map(|part| part.iter().collect()));
            }
        }
        for wanted in asked {
            let expected: BTreeSet<String> =
                texts.iter().filter(|(_, text)| text.contains(&wanted)).map(|(target, _)| target.clone()).collect();
            for query in [format!("\"{wanted}\""), format!("“{wanted}”"), format!("「{wanted}」")] {
                assert_eq!(corpus.find(&query).hits.iter().map(name).collect::<BTreeSet<_>>(), expected, "{query}");
            }
        }
    }
}

#[test]
fn every_character_folds_as_unicode_does() {
    let empty = Folder::new(&Lexicon::default());
    let mut sample = article("en");
    sample.topics.clear();
    sample.statistics.clear();
    sample.sections.truncate(1);
    let all: Vec<char> = ('\u{a0}'..='\u{ffff}').filter(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(c)).collect();
    for some in all.chunks(2000) {
        let text: String = some.iter().collect();
        sample.sections[0].blocks =
            vec![serde_json::from_value(serde_json::json!({ "paragraph": { "id": "all", "text": text } })).unwrap()];
        let folder = Folder::new(&lexicon(&sample));
        for c in some {
            let (own, by_unicode) = (format!("一{c}一"), format!("一{}一", folded_by_unicode(*c)));
            assert_eq!(folder.fold(&own).chars, empty.fold(&by_unicode).chars, "{c} U+{:04X}", u32::from(*c));
        }
    }
}

fn odd_queries() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "沁源",
        "网格",
        "網",
        "321",
        "亿",
        "三百二十一",
        "十",
        "百分之",
        "点",
        "两",
        "2,980",
        ".",
        ",",
        "，",
        "\"",
        "“",
        "”",
        "「",
        "」",
        " ",
        "-",
        "'",
        "grid",
        "Ü",
        "ü",
        "qy",
        "LNG",
        "的",
        "%",
        "\u{301}",
        "\u{ad}",
        "😀",
        "ﬁ",
        "㎞",
        "0",
        "〇",
        "\n",
        "Jiaokou–Youyi",
    ]);
    prop_oneof![
        prop::collection::vec(parts, 0..8).prop_map(|parts| parts.concat()),
        "\\PC{0,12}",
        "[0-9零一二三四五六七八九十百千万亿点两〇.,]{1,24}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_asked_nothing_panics_and_marks_fit(query in odd_queries(), which in 0..1000usize) {
        thread_local!(static CORPORA: Vec<(Corpus, Vec<(String, String)>)> =
            ["zh", "en"].map(article).iter().map(|article| (corpus_of(article), texts(article))).collect());
        CORPORA.with(|corpora| {
            let (corpus, texts) = &corpora[which % 2];
            for text in [&texts[which % texts.len()].1, &query] {
                let mut last = 0;
                for range in corpus.marks(&query, text) {
                    assert!(range.start >= last && range.end > range.start && text.get(range.clone()).is_some(), "{query}: {range:?}");
                    last = range.end;
                }
            }
            let found = corpus.find(&query);
            assert!(found.suggestions.len() <= 4 && (found.hits.is_empty() || found.suggestions.is_empty()));
            for suggestion in &found.suggestions {
                assert!(!corpus.find(suggestion).hits.is_empty(), "{suggestion}");
            }
            for hit in &found.hits {
                let shown: String = hit.excerpt.iter().map(|piece| piece.text.as_str()).collect();
                let shown = shown.trim_start_matches('…').trim_end_matches('…');
                assert!(texts.iter().any(|(_, text)| text.replace(['\n', '\t'], " ").contains(shown)), "{shown}");
            }
        });
    }
}

#[test]
fn what_is_marked_is_what_was_found() {
    let corpus = corpus_of(&article("zh"));
    for (query, text, expected) in [
        ("沁源", "沁源的考评，沁源。", "[沁源]的考评，[沁源]。"),
        ("沁源縣", "沁源县委", "[沁源县]委"),
        ("2980", "三级微网格2,980个", "三级微网格[2,980]个"),
        ("三百二十一亿", "总投资321亿元", "总投资[321亿]元"),
        ("ＬＮＧ", "10万吨LNG联产", "10万吨[LNG]联产"),
        ("沁源 网格", "把网格划小，沁源", "把[网格]划小，[沁源]"),
        ("沁源 网格", "沁源和湖羊", "沁源和湖羊"),
        ("液化天然气", "通洲集团的LNG项目", "通洲集团的[LNG项目]"),
        ("“大检验”", "叫“大检验”。", "叫“[大检验]”。"),
        ("qinyuan", "沁源县", "[沁源]县"),
        ("qinyuan", "沁源县在山西", "沁源县在山西"),
        ("luliang", "Lüliang News", "[Lüliang] News"),
        ("lu", "Lu\u{308}liang", "[Lu\u{308}]liang"),
    ] {
        let mut marked = String::new();
        let mut at = 0;
        for range in corpus.marks(query, text) {
            marked += &format!("{}[{}]", &text[at..range.start], &text[range.clone()]);
            at = range.end;
        }
        assert_eq!(marked + &text[at..], expected, "{query}");
    }
}

#[test]
fn nothing_found_suggests_what_would_be() {
    let zh = corpus_of(&article("zh"));
    assert_eq!(zh.find("「沁源縣」").suggestions[0], "沁源縣");
    assert!(zh.find("“党群服物站”").suggestions.iter().any(|name| name == "党群服务站"));
    assert!(corpus_of(&article("en")).find("greenhuose consortum").suggestions.iter().any(|name| name == "greenhouse consortium"));
    assert_eq!(zh.find("沁元县").suggestions[0], "沁源县");
    // Its characters are there, one by one, and so is 瓶颈.
    assert_eq!(zh.find("长颈鹿"), Found::default());
}

/// Not held to a time, which would be another on every machine; `--nocapture` shows it.
#[test]
fn a_megabyte_is_searched() {
    let mut article = article("zh");
    let text: String = plain_text(&article).iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("。");
    let block =
        |index: usize| serde_json::from_value(serde_json::json!({ "paragraph": { "id": format!("p{index}"), "text": text } })).unwrap();
    article.sections[0].blocks = (0..1_000_000 / text.len()).map(block).collect();
    let begun = std::time::Instant::now();
    let corpus = corpus_of(&article);
    println!("lexicon and folding: {:?}", begun.elapsed());
    for query in ["沁源", "三百二十一亿", "产业规划 岗位", "qinyuan", "钱从县财政出首批安排的专项资金是", "的"]
    {
        let begun = std::time::Instant::now();
        let found = corpus.find(query);
        println!("{query}: {} hits in {:?}", found.hits.len(), begun.elapsed());
        assert!(!found.hits.is_empty());
    }
}

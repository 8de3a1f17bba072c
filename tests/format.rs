//! The article format: what is read, what is refused and with which words, and that nothing a file holds brings the reader down.

use offprint::article::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const MINIMAL: &str = include_str!("fixtures/minimal.article.json");
/// Every kind of this version, and one of a newer.
const EVERY_KIND: &str = include_str!("fixtures/every-kind.article.json");

/// Reads the minimal article with one edit; its problems are `line:column message`, one a line.
#[track_caller]
fn check(from: &str, to: &str, expect: &str) {
    check_text(&edited(from, to), expect);
}

#[track_caller]
fn check_text(text: &str, expect: &str) {
    assert_eq!(problems(text), expect, "\n{text:.2000}");
}

#[track_caller]
fn edited(from: &str, to: &str) -> String {
    assert_eq!(MINIMAL.matches(from).count(), 1, "the article has {from:?} once");
    MINIMAL.replacen(from, to, 1)
}

/// [`EVERY_KIND`] without what this version does not know.
fn every_known_kind() -> String {
    let newer = ["  \"minor\": 7,\n", ",\n      {\"hologram\": {\"id\": \"hologram\", \"text\": \"后来的一种\"}}"];
    newer.iter().fold(EVERY_KIND.to_owned(), |text, piece| {
        assert_eq!(text.matches(piece).count(), 1, "the fixture has {piece:?} once");
        text.replace(piece, "")
    })
}

#[track_caller]
fn problems(text: &str) -> String {
    let lines = in_time(text).err().unwrap_or_default().into_iter();
    lines.map(|Problem { position, fault, .. }| format!("{}:{} {fault}", position.line, position.column)).collect::<Vec<_>>().join("\n")
}

/// Work that ten megabytes may take; without optimisation everything takes longer.
const SOON: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });

/// Reads soon, whatever the text. That deep texts are read within the 2 MiB of stack that a test's thread has goes without saying.
#[track_caller]
fn in_time(text: &str) -> Result<Article, Vec<Problem>> {
    let start = work();
    let article = read(text);
    let taken = work() - start;
    assert!(taken < SOON, "{} bytes took {taken:?}", text.len());
    article
}

/// How long this thread has worked. Linux tells, without what other programs do meanwhile; elsewhere the clock is good enough.
fn work() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

mod schema {
    use super::*;

    #[test]
    fn the_published_schema_is_that_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/article.schema.json");
        if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
            fs::write(path, offprint::article::schema()).expect("the schema's folder is there and may be written to");
        }
        let published = fs::read_to_string(path).expect("the schema is in the repository");
        assert!(published == offprint::article::schema(), "the types have changed: UPDATE=1 cargo test --test format");
    }

    #[test]
    fn every_field_says_what_it_is_for() {
        let mut silent = Vec::new();
        each_schema(schema(), "", &mut |at, schema| {
            // What is described as a choice needs no second description for its only field.
            let is_choice = schema["description"].is_string() && schema["additionalProperties"] == false;
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                if !is_choice && field["description"].as_str().is_none_or(str::is_empty) {
                    silent.push(format!("{at}/{name}"));
                }
            }
        });
        assert_eq!(silent, Vec::<String>::new());
    }

    #[test]
    fn a_block_or_mark_is_an_object_with_one_field_that_names_it() {
        let blocks = named_by_one_field(&schema()["$defs"]["Block"]["anyOf"]);
        assert_eq!(blocks, KINDS);
        let marks = named_by_one_field(&schema()["$defs"]["Mark"]["oneOf"]);
        assert_eq!(marks, ["emphasis", "strong", "link", "mention", "statistic", "code", "ruby", "math", "sub", "sup", "lang", "note"]);
    }

    #[test]
    fn a_text_is_a_string_or_an_array_of_strings_and_marks() {
        let text = schema()["$defs"]["Text"].clone();
        assert_eq!(text["anyOf"], json!([{"type": "string"}, {"type": "array", "items": {"$ref": "#/$defs/Run"}}]));
        assert_eq!(schema()["$defs"]["Run"]["anyOf"], json!([{"type": "string"}, {"$ref": "#/$defs/Mark"}]));
    }

    #[test]
    fn kinds_that_are_not_known_are_not_in_it() {
        assert!(!offprint::article::schema().contains("Unknown"));
    }

    #[test]
    fn the_articles_of_this_repository_are_valid() {
        let content = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/content")).expect("the bundled articles are there");
        let files = content
            .map(|entry| entry.expect("its files can be listed").path())
            .filter(|path| path.extension().is_some_and(|e| e == "json"));
        let texts: Vec<String> = files.map(|path| fs::read_to_string(path).expect("an article is UTF-8")).collect();
        assert!(texts.len() >= 2);
        for text in texts.into_iter().chain([MINIMAL.to_owned(), every_known_kind()]) {
            check_text(&text, "");
            assert!(is_valid(&text));
        }
    }

    #[test]
    fn what_the_types_refuse_is_not_valid() {
        for (from, to) in [
            ("\"offprint\": 1", "\"offprint\": 2"),
            ("\"level\": 2", "\"level\": 6"),
            ("\"value\": 2980", "\"value\": \"2980\""),
            ("\"kind\": \"number\"", "\"kind\": \"date\""),
            ("{\"note\": \"first\"}", "{\"note\": \"first\", \"code\": \"x\"}"),
            (
                "{\"paragraph\": {\"id\": \"first-text\", \"text\": \"三级微网格\"}}",
                "{\"poem\": {\"id\": \"x\", \"text\": \"三级微网格\"}}",
            ),
            ("\"id\": \"towns\",", ""),
        ] {
            let text = edited(from, to);
            assert!(read(&text).is_err() && !is_valid(&text), "{to}");
        }
    }

    fn named_by_one_field(choices: &Value) -> Vec<String> {
        let choices = choices.as_array().expect("there are choices");
        let names = choices.iter().map(|choice| {
            let fields: Vec<&String> = choice["properties"].as_object().expect("a choice is an object").keys().collect();
            assert_eq!(choice["required"], json!(fields));
            assert_eq!(choice["additionalProperties"], false);
            assert!(choice["description"].is_string(), "{fields:?} is described");
            fields[0].clone()
        });
        names.collect()
    }
}

/// A file is told where it breaks a rule, and which.
mod problems {
    use super::*;

    #[test]
    fn an_id_names_one_thing() {
        check(
            r#""id": "towns""#,
            r#""id": "levels""#,
            "13:25 there is no section or block named `towns`\n18:15 a second section or block named `levels`",
        );
        check(r#""id": "first-text""#, r#""id": "grid""#, "27:64 a second section or block named `grid`");
        check(r#""id": "team""#, r#""id": "county""#, "32:12 a second topic named `county`\n32:101 there is no other topic named `county`");
        check(
            r#"{"id": "grids", "value""#,
            r#"{"id": "grids", "value": 1, "subject": "x", "stated": "grid"}, {"id": "grids", "value""#,
            "35:75 a second statistic named `grids`",
        );
        check(r#""translations": ["#, r#""translations": [{"lang": "EN", "file": "x.json"}, "#, "37:63 a second language named `en`");
        check(
            r#""translations": ["#,
            r#""translations": [{"lang": "zh-hans", "file": "x.json"}, "#,
            "37:29 a second language named `zh-hans`",
        );
    }

    #[test]
    fn what_is_named_is_there() {
        check(r#"{"topic": "county", "text""#, r#"{"topic": "country", "text""#, "12:31 there is no topic named `country`");
        check(r#"{"id": "grids", "text""#, r#"{"id": "grid", "text""#, "11:30 there is no statistic named `grid`");
        check(r#"{"note": "first"}"#, r#"{"note": "levels"}"#, "15:18 there is no note named `levels`");
        check(r##""to": "#towns""##, r##""to": "#town""##, "13:25 there is no section or block named `town`");
        check(r##""to": "#towns""##, r#""to": "qinyuan#town""#, "13:25 there is no section or block named `town`");
        check(r##""to": "#towns""##, r#""to": "elsewhere#town""#, "");
        check(r#""topic": "county"}]"#, r#""topic": "nowhere"}]"#, "32:99 there is no topic named `nowhere`");
        check(r#""topic": "county"}]"#, r#""topic": "team"}]"#, "32:99 there is no other topic named `team`");
        check(r#""stated": "levels""#, r#""stated": "grids""#, "35:79 there is no section or block named `grids`");
        let key = r#""published": "2022-07-26", "key_statistics": ["nothing"],"#;
        check(r#""published": "2022-07-26","#, key, "6:49 there is no statistic named `nothing`");
    }

    #[test]
    fn a_language_is_a_language_tag() {
        for good in ["fr", "zh-Hant-TW", "zh-cmn-Hans-CN", "es-419", "de-CH-1901", "sl-rozaj-biske", "en-u-co-phonebk", "de-x-a-1"] {
            check(r#""lang": "zh-Hans""#, &format!(r#""lang": "{good}""#), "");
        }
        for bad in ["zh_CN", "chinese", "e", "zh-Hans-", "", "zh--Hans", "中文", "zh-Hans-CN-x", "en-Lat5", "en-u", "i-klingon", "x-own"]
        {
            check(r#""lang": "zh-Hans""#, &format!(r#""lang": "{bad}""#), &format!("4:11 `{bad}` is not a language tag"));
        }
        check(r#"{"lang": "en", "text""#, r#"{"lang": "en_GB", "text""#, "14:27 `en_GB` is not a language tag");
        check(r#"{"lang": "en", "file""#, r#"{"lang": "en_GB", "file""#, "37:29 `en_GB` is not a language tag");
    }

    #[test]
    fn a_link_leads_only_where_links_may_lead() {
        for bad in [
            "javascript:alert(1)",
            r"java\nscript:alert(1)",
            "JAVASCRIPT:alert(1)",
            " javascript:alert(1)",
            r"\u0001javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/x",
            "//example.org/x",
            "https:example.org",
            "https:/example.org",
            "https://",
            r"https:\\\\example.org",
            "https://example.org/a b",
            r"https://example.org/\u202e",
            "mailto:",
            "../x",
            "x/y",
            "x.html",
            "",
            "#",
            "#Towns",
        ] {
            let text = edited(r##""to": "#towns""##, &format!(r#""to": "{bad}""#));
            assert!(problems(&text).starts_with("13:25 `"), "{bad}: {}", problems(&text));
            assert!(problems(&text).ends_with("` is not a link that may be followed"), "{bad}: {}", problems(&text));
        }
        for good in [
            "https://example.org",
            "HTTP://example.org:80/?a=b#c",
            "https://[::1]/",
            "https://例.中国/",
            "mailto:a@example.org",
            "tel:+86355",
        ] {
            check(r##""to": "#towns""##, &format!(r#""to": "{good}""#), "");
        }
        check(
            r#""published": "2022-07-26","#,
            r#""source": {"title": "x", "outlet": "y", "url": "grid"},"#,
            "6:50 `grid` is not a link that may be followed",
        );
    }

    #[test]
    fn a_link_holds_no_further_link() {
        for mark in
            [r##"{"link": {"to": "#grid", "text": "x"}}"##, r#"{"mention": {"topic": "county", "text": "x"}}"#, r#"{"note": "first"}"#]
        {
            check(
                r#""text": "见表""#,
                &format!(r#""text": ["见", {{"strong": [{mark}]}}]"#),
                "13:61 a link, mention or note mark within a link",
            );
        }
        check(r#""text": "见表""#, r#""text": ["见", {"statistic": {"id": "grids", "text": "2,980"}}]"#, "");
    }

    #[test]
    fn a_date_is_on_the_calendar() {
        for bad in [
            "2022-02-30",
            "2022-13",
            "22-1-1",
            "2023-02-29",
            "1900-02-29",
            "2022-00",
            "2022-07-00",
            "2022-7",
            "2022-07-26T00:00",
            "２０２２",
            "2022-",
            "-2022",
        ] {
            check(r#""published": "2022-07-26""#, &format!(r#""published": "{bad}""#), &format!("6:16 `{bad}` is not a date"));
        }
        check(r#""when": "2022-06""#, r#""when": "June""#, "26:73 `June` is not a date");
        check(r#""when": "2022-06""#, r#""when": """#, "26:73 the date is empty");
        check(r#""stated": "levels""#, r#""stated": "levels", "when": "2022-31""#, "35:97 `2022-31` is not a date");
        check(
            r#""published": "2022-07-26","#,
            r#""source": {"title": "x", "outlet": "y", "published": "yesterday"},"#,
            "6:56 `yesterday` is not a date",
        );
    }

    #[test]
    fn rows_and_series_are_as_long_as_their_heads() {
        check(r#"["赤石桥乡", "413"]"#, r#"["赤石桥乡"]"#, "22:11 1 cells where 2 are expected");
        check(r#"["景凤镇", ""]"#, r#"["景凤镇", "", ""]"#, "23:11 3 cells where 2 are expected");
        let chart = |values: &str| {
            let chart = format!(
                r#"{{"chart": {{"id": "chart", "kind": "bar", "caption": "x", "categories": ["a"], "series": [{{"name": "y", "values": {values}}}]}}}}"#
            );
            edited(r#"{"note": {"id""#, &format!(r#"{chart}, {{"note": {{"id""#))
        };
        check_text(&chart("[1]"), "");
        check_text(&chart("[]"), "27:120 0 values where 1 are expected");
        check_text(&chart("[1, null]"), "27:120 2 values where 1 are expected");
    }

    #[test]
    fn what_shows_nothing_is_no_block() {
        for (block, problem) in [
            (r#"{"list": {"id": "x", "items": []}}"#, "27:37 the list is empty"),
            (r#"{"register": {"id": "x", "caption": "", "columns": [], "rows": []}}"#, "27:58 the register is empty"),
            (
                r#"{"chart": {"id": "x", "kind": "dot", "caption": "", "categories": [], "series": []}}"#,
                "27:73 the chart is empty\n27:87 the chart is empty",
            ),
            (r#"{"diagram": {"id": "x", "kind": "tree", "caption": "", "nodes": [], "links": []}}"#, "27:71 the diagram is empty"),
            (r#"{"timeline": {"id": "x", "caption": "", "events": []}}"#, "27:57 the timeline is empty"),
            (r#"{"math": {"id": "x", "text": " ", "tree": []}}"#, "27:36 the text is empty\n27:49 the formula is empty"),
            (r#"{"image": {"id": "x", "src": "a.png", "alt": "", "width": 0, "height": 1}}"#, "27:17 the image has no size"),
        ] {
            check(r#"{"note": {"id""#, &format!(r#"{block}, {{"note": {{"id""#), problem);
        }
    }

    #[test]
    fn an_article_has_a_section() {
        check_text(r#"{"offprint": 1, "id": "x", "lang": "en", "title": "X", "sections": []}"#, "1:68 the article has no sections");
    }

    #[test]
    fn a_name_or_label_is_not_blank() {
        let node = r#"{"diagram": {"id": "x", "kind": "tree", "caption": "", "nodes": [{"id": "n", "label": " "}], "links": []}}"#;
        check(r#"{"note": {"id""#, &format!(r#"{node}, {{"note": {{"id""#), "27:93 the label is empty");
        check(r#""name": "沁源县""#, r#""name": """#, "31:47 the name is empty");
        check(r#""title": "大棚""#, r#""title": " ""#, "20:48 the title is empty");
        check(r#""subject": "三级微网格""#, r#""subject": " ""#, "35:60 the subject is empty");
        check(r#""text": "沁源县""#, r#""text": " ""#, "12:49 the text is empty");
    }

    #[test]
    fn a_picture_lies_below_the_article_or_at_https() {
        for bad in [
            "http://example.org/a.png",
            "data:image/png;base64,",
            "../a.png",
            "/a.png",
            "a//b.png",
            ".hidden",
            "a b.png",
            r"a\\b.png",
            "",
            "a/../b.png",
        ] {
            let image = format!(r#"{{"image": {{"id": "x", "src": "{bad}", "alt": "", "width": 1, "height": 1}}}}"#);
            check(
                r#"{"note": {"id""#,
                &format!(r#"{image}, {{"note": {{"id""#),
                &format!("27:36 `{}` is not a file beside this one", bad.replace(r"\\", r"\")),
            );
        }
        check(r#""file": "qinyuan.en.json""#, r#""file": "en/qinyuan.json""#, "37:43 `en/qinyuan.json` is not a file beside this one");
    }

    #[test]
    fn a_formula_is_made_of_mathml() {
        let math = |tree: &str| {
            let math = format!(r#"{{"math": {{"id": "x", "text": "x", "tree": [{tree}]}}}}"#);
            edited(r#"{"note": {"id""#, &format!(r#"{math}, {{"note": {{"id""#))
        };
        check_text(&math(r#"{"tag": "script", "text": "x"}"#), "27:58 `script` is not an element of MathML Core");
        check_text(&math(r#"{"tag": "mi", "children": [{"tag": "mn", "text": "2"}]}"#), "27:76 `mi` holds characters only");
        check_text(&math(r#"{"tag": "mrow", "text": "x"}"#), "27:74 `mrow` holds elements only");
    }

    #[test]
    fn text_holds_what_a_reader_can_see() {
        for (escape, name) in [
            (r"\u0000", "0000"),
            (r"\r", "000D"),
            (r"\u001b", "001B"),
            (r"\u007f", "007F"),
            (r"\u009b", "009B"),
            (r"\u202e", "202E"),
            (r"\u2066", "2066"),
            (r"\uffff", "FFFF"),
        ] {
            check(
                r#""title": "沁源""#,
                &format!(r#""title": "沁{escape}源""#),
                &format!("5:12 the character U+{name} is not allowed in text"),
            );
        }
        for fine in [r"\n", r"\t", r"\u200f", r"\u00ad", r"\ud83d\ude00", r"\ufeff"] {
            check(r#""title": "沁源""#, &format!(r#""title": "沁{fine}源""#), "");
        }
        check(r#""title": "沁源""#, r#""title": " \t""#, "5:12 the title is empty");
    }

    #[test]
    fn no_string_of_any_field_may_turn_the_text_around() {
        let article: Value = serde_json::from_str(&every_known_kind()).expect("the fixture is JSON");
        let mut pointers = Vec::new();
        pointers_into(&article, "", &mut pointers);
        pointers.retain(|pointer| article.pointer(pointer).is_some_and(Value::is_string));
        assert!(pointers.len() > 200, "{pointers:?}");
        for pointer in pointers {
            let mut article = article.clone();
            let string = article.pointer_mut(&pointer).expect("it was there before");
            *string = json!(format!("{}\u{202e}", string.as_str().unwrap_or_default()));
            let text = serde_json::to_string_pretty(&article).expect("it is JSON");
            let problems = read(&text).expect_err(&pointer);
            let place = locate(&text, &pointer);
            assert!(problems.iter().any(|problem| Some(problem.position) == place), "{pointer} at {place:?}: {problems:?}");
        }
    }

    #[test]
    fn a_run_of_text_is_not_longer_than_a_text_node() {
        let title = |text: &str| edited(r#""title": "沁源""#, &format!(r#""title": "{text}""#));
        check_text(&title(&"源".repeat(60_000)), "");
        check_text(&title(&"源".repeat(60_001)), "5:12 a text of 60001 UTF-16 units; at most 60000 are allowed here");
        check_text(&title(&"😀".repeat(30_001)), "5:12 a text of 60002 UTF-16 units; at most 60000 are allowed here");
        check(
            r#""unit": "个""#,
            &format!(r#""unit": "{}""#, "个".repeat(201)),
            "35:44 a text of 201 UTF-16 units; at most 200 are allowed here",
        );
    }

    #[test]
    fn a_wrong_type_is_shown_where_it_stands() {
        check(r#""text": "2,980""#, r#""text": 2980"#, "11:47 a string is expected here, not `2980`");
        check(
            r#""text": "见表""#,
            r#""text": {"strong": "x"}"#,
            "13:43 a text (a string, or an array of strings and marks) is expected here, not an object",
        );
        check(
            r#""text": "见表""#,
            r#""text": ["a", 5]"#,
            "13:49 a string or a mark, such as {\"strong\": \"…\"}, is expected here, not `5`",
        );
        check(
            r#""text": "见表""#,
            r#""text": ["a", ["b"]]"#,
            "13:49 a string or a mark, such as {\"strong\": \"…\"}, is expected here, not an array",
        );
        check(r#""kind": "number""#, r#""kind": "date""#, "20:62 unknown name `date`, expected `text` or `number`");
        check(r#""level": 2"#, r#""level": 300"#, "8:44 a whole number from 0 to 255 is expected here, not `300`");
        check(r#""level": 2"#, r#""level": 6"#, "8:44 a heading of level 6");
        check(r#""value": 2980"#, r#""value": "2980""#, "35:30 a number is expected here, not \"2980\"");
        check(r#""value": 2980"#, r#""value": 1e400"#, "35:30 this number is too large");
        check(r#""rows": ["#, r#""rows": {"a": 1}, "x": ["#, "21:17 an array is expected here, not an object");
        check(
            r#"{"note": "first"}"#,
            r#"{"footnote": "first"}"#,
            "15:10 unknown name `footnote`, expected one of `emphasis`, `strong`, `link`, `mention`, `statistic`, `code`, `ruby`, `math`, `sub`, `sup`, `lang`, `note`",
        );
        check(r#"{"note": "first"}"#, r#"{"note": "first", "strong": "x"}"#, "15:27 a mark has one field, which names it");
        check(r#"{"note": "first"}"#, r#"{}"#, "15:9 an object with one field is expected here, not an object");
        check(
            r#"{"paragraph": {"id": "first-text", "text": "三级微网格"}}"#,
            r#""三级微网格""#,
            "27:43 a block, such as {\"paragraph\": {…}}, is expected here, not \"三级微网格\"",
        );
        check(
            r#"{"paragraph": {"id": "first-text", "text": "三级微网格"}}"#,
            r#"{"paragraph": "三级微网格"}"#,
            "27:57 an object is expected here, not \"三级微网格\"",
        );
        check(
            r#"{"paragraph": {"id": "first-text", "text": "三级微网格"}}"#,
            r#"{"paragraph": {"id": "first-text", "text": "x"}, "list": {}}"#,
            "27:92 a block has one field, which names its kind",
        );
        check(
            r#"{"paragraph": {"id": "first-text", "text": "三级微网格"}}"#,
            r#"{}"#,
            "27:43 a block names its kind, such as {\"paragraph\": {…}}",
        );
    }

    #[test]
    fn an_object_is_not_written_as_an_array_nor_a_name_as_an_object() {
        check(r#"{"topic": "county", "text": "沁源县"}"#, r#"["county", "沁源县"]"#, "12:21 an object is expected here, not an array");
        check(r#""published": "2022-07-26","#, r#""source": ["title", "outlet"],"#, "6:13 an object is expected here, not an array");
        check(r#""kind": "number""#, r#""kind": {"number": null}"#, "20:62 a name is expected here, not an object");
        check_text("[1, 0, \"x\", \"en\", \"x\"]", "1:1 an article is expected here, not an array");
    }

    #[test]
    fn a_missing_field_is_shown_where_its_object_starts() {
        check("  \"lang\": \"zh-Hans\",\n", "", "1:1 missing field `lang`");
        check(r#""id": "towns","#, "", "17:20 missing field `id`");
        check(r#""topic": "county", "text""#, r#""text""#, "12:21 missing field `topic`");
    }

    #[test]
    fn a_field_comes_once() {
        check(r#""title": "沁源","#, r#""title": "沁源", "title": "x","#, "5:18 duplicate field `title`");
        check(r#""offprint": 1,"#, r#""offprint": 1, "offprint": 1,"#, "2:18 duplicate field `offprint`");
        check(r#"{"topic": "county", "text""#, r#"{"topic": "county", "topic": "team", "text""#, "12:41 duplicate field `topic`");
    }

    #[test]
    fn what_is_not_json_is_shown_where_it_breaks() {
        check(r#""title": "沁源","#, r#""title": "沁源""#, "6:3 this is not JSON: expected `,` or `}`");
        check(r#""offprint": 1,"#, r#""offprint": 1,,"#, "2:17 this is not JSON: key must be a string");
        check(r#""subject": "三级微网格""#, r#""subject": "三级微网格"#, "35:69 this is not JSON: expected `,` or `}`");
        check(r#""subject": "三级微网格""#, r#""subject": '三级微网格'"#, "35:60 this is not JSON: expected value");
        check(
            r#""subject": "三级微网格""#,
            "\"subject\": \"三级\n微网格\"",
            "35:62 this is not JSON: control character (\\u0000-\\u001F) found while parsing a string",
        );
        check_text(&format!("{MINIMAL}x"), "39:1 this is not JSON: trailing characters");
        check_text("", "1:1 this is not JSON: the text ends within a value");
    }

    #[test]
    fn half_a_character_is_refused() {
        check(r#""subject": "三级微网格""#, r#""subject": "三级\ud800微网格""#, "35:69 this escape is half of a character");
        check(r#""subject": "三级微网格""#, r#""subject": "三级\udc00微网格""#, "35:68 this escape is half of a character");
    }

    #[test]
    fn another_version_is_named_before_anything_else() {
        check(r#""offprint": 1,"#, r#""offprint": 2, "sections": 5,"#, "2:15 article format 2; this program reads 1");
        check("  \"offprint\": 1,\n", "", "1:1 this is not an article: it has no field `offprint`");
        check(r#""offprint": 1,"#, r#""offprint": null,"#, "1:1 this is not an article: it has no field `offprint`");
        check(r#""offprint": 1,"#, r#""offprint": "1","#, "2:15 a whole number from 0 is expected here, not \"1\"");
        check_text("[]", "1:1 an article is expected here, not an array");
        check_text("null", "1:1 an article is expected here, not null");
    }

    #[test]
    fn places_count_characters_and_lines_of_any_system() {
        let broken = edited(r#""stated": "levels""#, r#""stated": "nowhere""#);
        let there = "79 there is no section or block named `nowhere`";
        check_text(&broken, &format!("35:{there}"));
        check_text(&broken.replace('\n', "\r\n"), &format!("35:{there}"));
        check_text(&format!("\u{feff}{broken}"), &format!("35:{there}"));
        let one_line = broken.replace('\n', "");
        check_text(&one_line, "1:1177 there is no section or block named `nowhere`");
        check_text(&format!("\u{feff}{one_line}"), "1:1177 there is no section or block named `nowhere`");
    }

    #[test]
    fn the_mark_that_windows_puts_first_counts_in_offsets_only() {
        let broken = format!("\u{feff}{}", edited(r#""offprint": 1"#, r#""offprint": 2"#));
        let problem = &read(&broken).expect_err("version 2 is not read")[0];
        assert_eq!(problem.position, Position { line: 2, column: 15, offset: 19 });
        assert_eq!(&broken[19..20], "2");
        let broken = format!("\u{feff}{}", edited(r#""zh-Hans","#, r#""zh-Hans""#));
        let problem = &read(&broken).expect_err("a comma is missing")[0];
        assert!(broken[problem.position.offset..].starts_with("\"title\""), "{problem:?}");
        check_text(&format!("\u{feff}{MINIMAL}"), "");
        check_text(&format!("\u{feff}\u{feff}{MINIMAL}"), "1:1 this is not JSON: expected value");
    }

    #[test]
    fn no_message_rules_the_terminal() {
        let evil = r"\u001b[2J\u202e\u0007";
        for text in [
            edited(r#""id": "towns""#, &format!(r#""id": "{evil}""#)),
            edited(r#"{"note": "first"}"#, &format!(r#"{{"{evil}": "first"}}"#)),
            edited(r#""kind": "number""#, &format!(r#""kind": "{evil}""#)),
            edited(r#"{"note": "first"}"#, &format!(r#"{{"note": "{}{evil}"}}"#, "x".repeat(1 << 20))),
            edited(r#""kind": "number""#, &format!(r#""kind": "{}{evil}""#, "x".repeat(1 << 20))),
        ] {
            let problems = problems(&text);
            assert!(!problems.is_empty() && problems.len() < 1000, "{problems:.2000}");
            assert!(problems.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{problems:?}");
        }
    }

    #[test]
    fn each_says_what_to_do() {
        let broken = EVERY_KIND.replace("\"topic\": \"county\"", "\"topic\": \"nowhere\"");
        let problems = read(&broken).expect_err("topics are missing");
        assert!(problems.iter().all(|problem| !problem.fault.help().is_empty()));
        let unknown = edited(r#"{"note": {"id""#, r#"{"poem": {"id": "x"}}, {"note": {"id""#);
        assert!(read(&unknown).expect_err("poems are not known")[0].fault.help().ends_with("timeline, note"));
    }

    #[test]
    fn all_are_listed_in_the_order_of_the_file_up_to_a_hundred() {
        let blocks = |count| (0..count).map(|n| format!("{{\"paragraph\": {{\"id\": \"B{n}\", \"text\": \"x\"}}}},\n")).collect::<String>();
        let text = |count| edited(r#"{"note": {"id""#, &format!(r#"{}{{"note": {{"id""#, blocks(count)));
        let listed = problems(&text(100));
        assert_eq!(listed.lines().count(), 100);
        assert!(listed.starts_with("27:28 `B0` is not an id\n28:22 `B1` is not an id\n"), "{listed:.100}");
        let listed = problems(&text(101));
        assert_eq!(listed.lines().count(), 101);
        assert!(listed.ends_with("\n1:1 more than 100 problems; the rest is not listed"));
    }
}

/// Kinds of block that a newer minor version has added.
mod newer {
    use super::*;

    const POEM: &str = r#"{"poem": {
        "id": "moon", "title": "静夜思", "metre": "五言", "lines": 4, "rhymed": true, "note": null, "to": "https://example.org/", "caption": "",
        "verses": [{"text": ["床前", {"strong": "明月"}, {"ruby": {"base": "光", "reading": "guāng"}}]},
                   {"text": ["疑是", {"mention": {"topic": "frost", "text": "地上霜"}}, {"note": "first"}, {"lang": {"lang": "en", "text": [" frost"]}}]}]
    }}"#;

    fn with_poem(minor: &str) -> String {
        edited(r#""offprint": 1,"#, minor).replace(r#"{"note": {"id""#, &format!(r#"{POEM}, {{"note": {{"id""#))
    }

    #[test]
    fn are_refused_in_a_file_of_this_version() {
        check_text(&with_poem(r#""offprint": 1,"#), "27:16 unknown kind of block `poem`");
        check_text(&with_poem(r#""offprint": 1, "minor": 0,"#), "27:16 unknown kind of block `poem`");
    }

    #[test]
    fn are_kept_as_plain_text_in_a_file_of_a_newer_one() {
        let article = in_time(&with_poem(r#""offprint": 1, "minor": 7,"#)).expect("a newer file is read");
        let Block::Unknown(poem) = &article.sections[0].blocks[3] else { panic!("{:?}", article.sections[0].blocks[3]) };
        assert_eq!((poem.kind.as_str(), poem.id.as_str()), ("poem", "moon"));
        assert_eq!(poem.text, "静夜思\n床前明月光\n疑是地上霜 frost");
        assert!(plain_text(&article).iter().any(|passage| passage.block == "moon" && passage.text == poem.text));
    }

    #[test]
    fn are_written_as_they_were_understood() {
        let article = in_time(&with_poem(r#""offprint": 1, "minor": 7,"#)).expect("a newer file is read");
        let text = serde_json::to_string(&article).expect("an article is JSON");
        assert!(text.contains(r#"{"poem":{"id":"moon","text":"静夜思\n床前明月光\n疑是地上霜 frost"}}"#), "{text}");
        assert_eq!(in_time(&text), Ok(article));
    }

    #[test]
    fn have_an_id_and_words_like_any_other() {
        let poem = |block: &str| {
            let text = with_poem(r#""offprint": 1, "minor": 7,"#);
            problems(&text.replace(r#""id": "moon", "#, block))
        };
        assert_eq!(poem(""), "27:16 missing field `id`");
        assert_eq!(poem(r#""id": "levels", "#), "28:15 a second section or block named `levels`");
        assert_eq!(poem(r#""id": "moon", "id": "sun", "#), "28:29 duplicate field `id`");
        assert_eq!(poem(r#""id": "moon", "text": "\u0007", "#), "27:16 the character U+0007 is not allowed in text");
        assert_eq!(poem(r#""id": 5, "#), "28:15 a string is expected here, not `5`");
    }

    #[test]
    fn are_the_only_thing_that_a_newer_file_may_add() {
        check(r#""offprint": 1,"#, r#""offprint": 1, "minor": 7, "mood": {"light": [1]},"#, "");
        check(
            r#"{"note": "first"}"#,
            r#"{"footnote": "first"}"#,
            "15:10 unknown name `footnote`, expected one of `emphasis`, `strong`, `link`, `mention`, `statistic`, `code`, `ruby`, `math`, `sub`, `sup`, `lang`, `note`",
        );
    }
}

mod round_trip {
    use super::*;

    #[test]
    fn an_article_of_every_kind_is_read_as_it_was_written() {
        let article = in_time(EVERY_KIND).expect("the fixture is valid");
        for text in [serde_json::to_string(&article), serde_json::to_string_pretty(&article)] {
            let text = text.expect("an article is JSON");
            assert_eq!(in_time(&text).as_ref(), Ok(&article));
        }
        let (written, given): (Value, Value) = (json!(article), serde_json::from_str(EVERY_KIND).expect("the fixture is JSON"));
        assert_eq!(without_wholes(written), without_wholes(given));
    }

    /// The fixture is worth its name only as long as it leaves nothing out.
    #[test]
    fn the_fixture_has_every_field_and_every_name() {
        let mut missing = Vec::new();
        each_schema(schema(), "", &mut |at, schema| {
            let fields = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| format!("\"{name}\":"));
            let names = schema["const"].as_str().into_iter().map(|name| format!("\"{name}\""));
            missing.extend(fields.chain(names).filter(|name| !EVERY_KIND.contains(name)).map(|name| format!("{at} {name}")));
        });
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn its_plain_text_leaves_out_readings_and_note_marks() {
        let article = in_time(EVERY_KIND).expect("the fixture is valid");
        let lines =
            plain_text(&article).into_iter().map(|passage| format!("{} | {}\n", passage.block, passage.text.replace('\n', "\n | ")));
        assert_eq!(lines.collect::<String>().replace('\t', "⇥"), include_str!("fixtures/every-kind.txt"));
    }

    #[test]
    fn passages_know_where_they_stand_in_the_whole() {
        let passages = plain_text(&in_time(EVERY_KIND).expect("the fixture is valid"));
        let whole = passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("\n");
        assert!(passages.iter().all(|passage| whole[passage.start..].starts_with(&passage.text)));
        assert_eq!(passages.iter().map(|passage| passage.section).collect::<Vec<_>>()[..3], [0, 1, 1]);
    }

    #[test]
    fn the_outline_has_the_sections_with_a_heading() {
        let article = in_time(EVERY_KIND).expect("the fixture is valid");
        let second = Entry { section: "second".into(), title: "第二节".into(), level: 2, minutes: 1 };
        assert_eq!(outline(&article), [second]);
        assert_eq!(reading_minutes(&article), 1);
    }

    #[test]
    fn a_section_takes_as_long_as_its_characters_and_words() {
        let minutes = |text: &str| outline(&in_time(&edited("三级微网格\"}}", &format!("{text}\"}}}}"))).expect("it is valid"))[0].minutes;
        assert_eq!(minutes(&"字".repeat(440 * 3)), 3);
        assert_eq!(minutes(&"word ".repeat(240 * 3)), 3);
        assert_eq!(minutes(&"かな".repeat(220 * 3)), 3);
    }

    /// `1000` may be written `1000.0`.
    fn without_wholes(mut value: Value) -> Value {
        match &mut value {
            Value::Number(number) => json!(number.as_f64()),
            Value::Array(items) => items.drain(..).map(without_wholes).collect(),
            Value::Object(fields) => std::mem::take(fields).into_iter().map(|(name, value)| (name, without_wholes(value))).collect(),
            _ => value,
        }
    }
}

/// Texts that want to bring the reader down: each is answered, and soon.
mod hostile {
    use super::*;

    const MEGABYTES: usize = 10 << 20;

    /// A minimal article with `count` copies of a piece, numbered, before the note.
    fn with_blocks(count: usize, block: impl Fn(usize) -> String) -> String {
        let blocks: String = (0..count).map(|n| block(n) + ",\n").collect();
        edited(r#"{"note": {"id""#, &format!(r#"{blocks}{{"note": {{"id""#))
    }

    fn nested(depth: usize, open: &str, core: &str, close: &str) -> String {
        format!("{}{core}{}", open.repeat(depth), close.repeat(depth))
    }

    #[test]
    fn brackets_nested_a_hundred_thousand_deep() {
        let deep = 100_000;
        let too_deep = "nested more than 127 levels deep";
        check(r#""2,980""#, &nested(deep, "[", "", "]"), "11:47 a string is expected here, not an array");
        check(r#""2,980""#, &nested(deep, r#"{"a":"#, "1", "}"), "11:47 a string is expected here, not an object");
        for (open, close) in [(r#"[{"strong":"#, "}]"), (r#"[{"lang":{"lang":"en","text":"#, "}}]")] {
            let text = edited(r#""见表""#, &nested(deep, open, "\"x\"", close));
            assert!(problems(&text).ends_with(too_deep), "{open}: {}", problems(&text));
        }
        for (open, core, close) in [
            (r#"{"quote":{"id":"x","blocks":["#, "", "]}}"),
            (r#"{"note":{"id":"x","blocks":["#, "", "]}}"),
            (r#"{"list":{"id":"x","items":[{"text":"","blocks":["#, "", "]}]}}"),
            (r#"{"poem":{"id":"x","text":["#, "", "]}}"),
        ] {
            let text = with_blocks(1, |_| nested(deep, open, core, close));
            assert!(problems(&text).ends_with(too_deep), "{open}: {}", problems(&text));
        }
        let math = nested(deep, r#"{"tag":"mrow","children":["#, "", "]}");
        let text = with_blocks(1, |_| format!(r#"{{"math":{{"id":"x","text":"x","tree":[{math}]}}}}"#));
        assert!(problems(&text).ends_with(too_deep), "{}", problems(&text));
        check_text(&"[".repeat(deep), "1:100000 this is not JSON: the text ends within a list");
        check_text(&nested(deep, r#"{"offprint":"#, "1", "}"), "1:13 a whole number from 0 is expected here, not an object");
        check(r#""offprint": 1,"#, &format!(r#""offprint": 1, "ignored": {},"#, nested(deep, "[", "", "]")), "");
    }

    #[test]
    fn blocks_and_marks_at_the_limit_of_depth_and_one_beyond() {
        let quotes = |depth: usize, core: &str| {
            let open: String = (0..depth).map(|n| format!(r#"{{"quote": {{"id": "q{n}", "blocks": ["#)).collect();
            with_blocks(1, |_| format!("{open}{core}{}", "]}}".repeat(depth)))
        };
        let list = r#"{"list": {"id": "inside", "items": [{"text": "x"}]}}"#;
        check_text(&quotes(LIMITS.depth, ""), "");
        check_text(&quotes(LIMITS.depth - 1, list), "");
        check_text(&quotes(LIMITS.depth, list), "27:556 nested more than 16 levels deep");
        let marks = |depth| edited(r#""text": "见表""#, &format!(r#""text": {}"#, nested(depth, r#"["x", {"strong": "#, "\"y\"", "}]")));
        check_text(&marks(LIMITS.depth - 1), ""); // the link around them is one as well
        check_text(&marks(LIMITS.depth), "13:315 nested more than 16 levels deep");
        let math = |depth| nested(depth, r#"{"tag": "mrow", "children": ["#, "", "]}");
        let math = |depth| with_blocks(1, |_| format!(r#"{{"math": {{"id": "x", "text": "x", "tree": [{}]}}}}"#, math(depth)));
        check_text(&math(LIMITS.depth), "");
        check_text(&math(LIMITS.depth + 1), "27:514 nested more than 16 levels deep");
    }

    #[test]
    fn strings_of_megabytes() {
        let long = "源".repeat(MEGABYTES / 3);
        for (from, to) in [
            (r#""id": "towns""#, format!(r#""id": "{long}""#)),
            (r#""title": "沁源""#, format!(r#""title": "{long}""#)),
            (r##""to": "#towns""##, format!(r#""to": "https://{long}""#)),
            (r#""kind": "number""#, format!(r#""kind": "{long}""#)),
            (r#"{"note": "first"}"#, format!(r#"{{"{long}": "first"}}"#)),
            (r#""value": 2980"#, format!(r#""value": 0.{}"#, "1".repeat(MEGABYTES))),
            (r#""value": 2980"#, format!(r#""value": {}"#, "1".repeat(MEGABYTES))),
            (r#""value": 2980"#, format!(r#""value": "{}""#, r"\u6c81".repeat(MEGABYTES / 6))),
        ] {
            let problems = problems(&edited(from, &to));
            assert!(problems.len() < 1000, "{problems:.2000}");
        }
    }

    #[test]
    fn numbers_out_of_range() {
        for bad in ["1e400", "-1e400", "1e99999999999999999999"] {
            assert!(problems(&edited(r#""value": 2980"#, &format!(r#""value": {bad}"#))).ends_with(" this number is too large"), "{bad}");
        }
        for good in ["1e-400", "-0", "0.1e1", "123456789012345678901234567890"] {
            check(r#""value": 2980"#, &format!(r#""value": {good}"#), "");
        }
    }

    #[test]
    fn a_field_repeated_a_hundred_thousand_times() {
        let fields = |field: &str| field.repeat(100_000);
        check(r#""offprint": 1,"#, &(fields(r#""x": 1, "#) + r#""offprint": 1,"#), "");
        check(r#""offprint": 1,"#, &(fields(r#""title": "x", "#) + r#""offprint": 1,"#), "2:17 duplicate field `title`");
        let problems = problems(&edited(r#"{"note": "first"}"#, &format!(r#"{{{}"note": "first"}}"#, fields(r#""note": "first", "#))));
        assert!(problems.ends_with("a mark has one field, which names it"), "{problems}");
    }

    #[test]
    fn arrays_of_a_million_values() {
        let rows = |row: &str| edited(r#""rows": ["#, &format!(r#""rows": [{}"#, format!("{row},").repeat(MEGABYTES / (row.len() + 1))));
        assert_eq!(problems(&rows("[]")).lines().count(), LIMITS.problems + 1);
        assert_eq!(problems(&rows(r#"["a","b"]"#)), "");
        let problems = problems(&edited(r#"["景凤镇", ""]"#, &format!("[{}\"\"]", "\"\",".repeat(MEGABYTES / 3))));
        assert!(problems.ends_with("cells where 2 are expected"), "{problems}");
    }

    #[test]
    fn a_hundred_problems_at_the_end_of_ten_megabytes() {
        let filler =
            format!(r#"{{"list": {{"id": "filler", "items": [{}{{"text": "x"}}]}}}},"#, "{\"text\": \"字\"},\n".repeat(MEGABYTES / 17));
        let text = with_blocks(100, |n| format!(r#"{{"paragraph": {{"id": "{n}", "text": "x"}}}}"#));
        let text = text.replace(r#"{"register": {"#, &(filler + r#"{"register": {"#));
        assert!(text.len() > MEGABYTES);
        let problems = problems(&text);
        assert_eq!(problems.lines().count(), 100);
        assert!(problems.ends_with(":22 `99` is not an id"), "{problems}");
    }

    #[test]
    fn more_blocks_than_are_read() {
        let already = 6; // a section, its four blocks, and one in the note
        let text = |count| with_blocks(count, |n| format!(r#"{{"code":{{"id":"b{n}","text":""}}}}"#));
        check_text(&text(LIMITS.blocks - already), "");
        check_text(&text(LIMITS.blocks - already + 1), "100022:51 more than 100000 sections and blocks");
        let sections: String = (0..LIMITS.blocks).map(|n| format!(r#"{{"id": "s{n}", "title": "x", "blocks": []}}, "#)).collect();
        let problems = problems(&edited(r#"{"id": "grid","#, &format!(r#"{sections}{{"id": "grid","#)));
        assert!(problems.ends_with("more than 100000 sections and blocks"), "{problems}");
    }

    #[test]
    fn a_file_longer_than_is_read() {
        let text = " ".repeat(LIMITS.file_bytes);
        check_text(&(text.clone() + " "), "1:1 the file has 33554433 bytes; at most 33554432 are read");
        check_text(&text, "1:33554432 this is not JSON: the text ends within a value");
    }

    #[test]
    fn labels_that_would_multiply_in_the_plain_text() {
        let chart = |unit: usize, values: usize| {
            let (categories, numbers) = (vec!["\"c\""; values].join(","), vec!["1"; values].join(","));
            format!(
                r#"{{"chart": {{"id": "x", "kind": "bar", "caption": "", "unit": "{}", "categories": [{categories}], "series": [{{"name": "y", "values": [{numbers}]}}]}}}}"#,
                "u".repeat(unit)
            )
        };
        check_text(&with_blocks(1, |_| chart(60_000, 1)), "27:67 a text of 60000 UTF-16 units; at most 200 are allowed here");
        quickly_plain(&with_blocks(1, |_| chart(200, 10_000)));
        let diagram = |label: usize| {
            let label = "l".repeat(label);
            format!(
                r#"{{"diagram": {{"id": "x", "kind": "loop", "caption": "", "nodes": [{{"id": "n", "label": "{label}"}}], "links": []}}}}"#
            )
        };
        check_text(&with_blocks(1, |_| diagram(201)), "27:93 a text of 201 UTF-16 units; at most 200 are allowed here");
        check_text(&with_blocks(1, |_| diagram(200)), "");
    }

    #[test]
    fn diagrams_and_outlines_of_many_parts() {
        let diagram = |parts: usize, id: usize| {
            let nodes: Vec<String> = (0..parts).map(|n| format!(r#"{{"id":"n{n}","label":"x"}}"#)).collect();
            let links: Vec<String> = (0..parts).map(|n| format!(r#"{{"from":"n{n}","to":"n{}"}}"#, parts - 1)).collect();
            let (nodes, links) = (nodes.join(","), links.join(","));
            format!(r#"{{"diagram":{{"id":"d{id}","kind":"tree","caption":"","nodes":[{nodes}],"links":[{links}]}}}}"#)
        };
        check_text(
            &with_blocks(1, |n| diagram(201, n)),
            "27:64 201 of these in a diagram; at most 200 can be shown\n27:5190 201 of these in a diagram; at most 200 can be shown",
        );
        quickly_plain(&with_blocks(200, |n| diagram(200, n)));
        let section = |n: usize| format!(r#"{{"id": "s{n}", "title": "x", "blocks": [{{"code": {{"id": "b{n}", "text": "y"}}}}]}}, "#);
        let sections: String = (0..LIMITS.blocks / 3).map(section).collect();
        quickly_plain(&edited(r#"{"id": "grid","#, &format!(r#"{sections}{{"id": "grid","#)));
    }

    #[track_caller]
    fn quickly_plain(text: &str) {
        let article = in_time(text).expect("it is valid");
        let start = work();
        let size: usize = plain_text(&article).iter().map(|passage| passage.text.len()).sum();
        assert_eq!(outline(&article).len(), article.sections.len());
        assert!(work() - start < SOON, "{:?}", work() - start);
        assert!(size < 100 * text.len(), "{size} bytes of plain text out of {}", text.len());
    }

    #[test]
    fn a_text_cut_off_anywhere() {
        for whole in [MINIMAL.trim_end(), EVERY_KIND.trim_end()] {
            for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
                let problems = read(&whole[..end]).expect_err("a part is no article");
                assert!(matches!(problems[..], [Problem { fault: Fault::NotJson { .. }, .. }]), "{end}: {problems:?}");
            }
        }
    }
}

mod any {
    use super::*;

    /// Without a file of failures: a failing case is shown, and becomes a test by hand.
    fn cases(cases: u32) -> ProptestConfig {
        ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
    }

    /// What holds of every answer.
    fn is_sound(text: &str) -> Result<(), TestCaseError> {
        match read(text) {
            Ok(article) => {
                let written = serde_json::to_string(&article).expect("an article is JSON");
                prop_assert_eq!(read(&written), Ok(article.clone()));
                plain_text(&article);
                outline(&article);
                let is_newer = article.minor > FORMAT_MINOR;
                prop_assert!(is_newer || is_valid(text.trim_start_matches('\u{feff}')), "read, but not valid by the schema");
                prop_assert!(is_newer || is_valid(&written), "written, but not valid by the schema: {}", written);
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for Problem { fault, pointer, position } in problems {
                    let before = text.get(..position.offset).expect("a place is between two characters");
                    let line = before.trim_start_matches('\u{feff}').rsplit('\n').next().unwrap_or_default();
                    prop_assert_eq!(position.line, before.split('\n').count());
                    prop_assert_eq!(position.column, line.chars().count() + 1);
                    prop_assert!(!fault.to_string().is_empty() && fault.to_string().len() < 2000 && !fault.help().is_empty());
                    prop_assert!(pointer.is_empty() || pointer.starts_with('/'));
                }
            }
        }
        Ok(())
    }

    /// A piece of a text, as fractions of its length, and what to do with it.
    #[derive(Clone, Debug)]
    enum Edit {
        Delete,
        Double,
        Replace(String),
    }

    fn edits() -> impl Strategy<Value = Vec<(f64, f64, Edit)>> {
        let token = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "\"\"",
            "[]",
            "{}",
            "\\ud800",
            "\\u0000",
            "\u{202e}",
            "\u{feff}",
            "\n",
            "\"text\"",
            "\"id\": \"x\",",
            "{\"strong\": \"x\"}",
            "{\"poem\": {\"id\": \"p\"}}",
            "\"minor\": 3,",
        ]);
        let replacement = prop_oneof![token.prop_map(str::to_owned), ".{0,4}"];
        let edit = prop_oneof![Just(Edit::Delete), Just(Edit::Double), replacement.prop_map(Edit::Replace)];
        // Most pieces are short, so that something of the article is left.
        let length = prop_oneof![4 => 0.0..0.002, 1 => 0.0..0.3];
        prop::collection::vec((0.0..1.0, length, edit), 1..4)
    }

    fn apply(text: &str, edits: Vec<(f64, f64, Edit)>) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        for (start, length, edit) in edits {
            let whole = characters.len() as f64;
            let start = (start * whole) as usize;
            let end = (start + (length * whole) as usize).min(characters.len());
            let piece: Vec<char> = match edit {
                Edit::Delete => Vec::new(),
                Edit::Double => characters[start..end].repeat(2),
                Edit::Replace(text) => text.chars().collect(),
            };
            characters.splice(start..end, piece);
        }
        characters.into_iter().collect()
    }

    proptest! {
        #![proptest_config(cases(500))]

        #[test]
        fn bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            is_sound(&String::from_utf8_lossy(&bytes))?;
        }

        #[test]
        fn string_is_answered(text in "\\PC{0,100}") {
            is_sound(&text)?;
            is_sound(&edited(r#""沁源""#, &json!(text).to_string()))?;
        }

        #[test]
        fn spoilt_article_is_answered(edits in edits(), whole in prop::sample::select(vec![MINIMAL.to_owned(), EVERY_KIND.to_owned(), every_known_kind()])) {
            is_sound(&apply(&whole, edits))?;
        }

        #[test]
        fn id_is_lower_case_words_with_hyphens(id in "[a-z0-9-]{0,6}|[a-zé_ -]{0,3}|[a-z]{63,66}") {
            prop_assert_eq!(is_id(&id), is_id_by_steps(&id), "{}", id);
        }

        #[test]
        fn language_tag_is_derived_from_the_grammar(parts in prop::collection::vec("[a-z]{0,9}|[a-zA-Z0-9]{1,8}|[0-9]{3}|[0-9][a-z]{3}|x|X|[a-wyz0-9]|[A-Z][a-z]{3}|[a-zé]{2}", 1..7)) {
            let tag = parts.join("-");
            let parts: Vec<&str> = tag.split('-').collect();
            prop_assert_eq!(is_language_tag(&tag), derives(&parts, 0), "{}", tag);
        }

        #[test]
        fn date_comes_back_from_its_day(year in 0i64..10_000, month in 0i64..15, day in 0i64..34) {
            let date = format!("{year:04}-{month:02}-{day:02}");
            let expected = (1..=12).contains(&month) && date_of(day_of(year, month, day)) == (year, month, day);
            prop_assert_eq!(is_date(&date), expected, "{}", date);
            let of_month = format!("{year:04}-{month:02}");
            prop_assert_eq!(is_date(&of_month), (1..=12).contains(&month), "{}", of_month);
        }

        #[test]
        fn string_is_a_date_only_if_it_is_written_like_one(date in "[0-9-]{0,11}|[0-9]{4}-[0-9]{1,3}(-[0-9]{1,3})?|\\PC{0,10}") {
            let digits = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
            if is_date(&date) {
                prop_assert!(["", "0000", "0000-00", "0000-00-00"].contains(&digits(&date).as_str()), "{}", date);
            }
        }

        #[test]
        fn pointer_leads_where_serde_json_goes(value in json_values(), is_pretty in any::<bool>()) {
            let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.expect("a value is JSON");
            let mut pointers = vec![String::new()];
            pointers_into(&value, "", &mut pointers);
            for pointer in &pointers {
                let place = locate(&text, pointer).map(|place| first_value(&text[place.offset..]));
                prop_assert_eq!(place.as_ref(), value.pointer(pointer), "{}", pointer);
                for missing in [format!("{pointer}/no such"), format!("{pointer}/99"), format!("{pointer}x")] {
                    prop_assert_eq!(locate(&text, &missing).is_some(), value.pointer(&missing).is_some(), "{}", missing);
                }
            }
        }
    }

    fn is_date(date: &str) -> bool {
        read(&edited(r#""published": "2022-07-26""#, &format!(r#""published": {}"#, json!(date)))).is_ok()
    }

    fn is_id_by_steps(id: &str) -> bool {
        let mut before = '-';
        for (index, c) in id.chars().enumerate() {
            let fits = match c {
                'a'..='z' => true,
                '0'..='9' => index > 0,
                '-' => before != '-',
                _ => false,
            };
            if !fits || index == 64 {
                return false;
            }
            before = c;
        }
        before != '-'
    }

    /// The grammar of RFC 5646 §2.1, each rule tried at each place: language, extlangs, script, region, variants, extensions, private use.
    fn derives(parts: &[&str], rule: usize) -> bool {
        const PRIVATE: usize = 6;
        let sized = |part: &str, sizes: std::ops::RangeInclusive<usize>, is: fn(&u8) -> bool| {
            sizes.contains(&part.len()) && part.bytes().all(|b| is(&b))
        };
        let (letters, digits, both) = (
            u8::is_ascii_alphabetic as fn(&u8) -> bool,
            u8::is_ascii_digit as fn(&u8) -> bool,
            u8::is_ascii_alphanumeric as fn(&u8) -> bool,
        );
        let Some((first, rest)) = parts.split_first() else { return rule > 0 };
        match rule {
            0 => {
                sized(first, 2..=3, letters)
                    && (0..=3).any(|extended| {
                        extended <= rest.len()
                            && rest[..extended].iter().all(|part| sized(part, 3..=3, letters))
                            && derives(&rest[extended..], 2)
                    })
            }
            2 => derives(parts, 3) || sized(first, 4..=4, letters) && derives(rest, 3),
            3 => derives(parts, 4) || (sized(first, 2..=2, letters) || sized(first, 3..=3, digits)) && derives(rest, 4),
            4 => {
                derives(parts, 5)
                    || (sized(first, 5..=8, both) || sized(first, 4..=4, both) && sized(&first[..1], 1..=1, digits)) && derives(rest, 4)
            }
            5 => {
                let is_singleton = sized(first, 1..=1, both) && !first.eq_ignore_ascii_case("x");
                let longest = rest.iter().take_while(|part| sized(part, 2..=8, both)).count();
                derives(parts, PRIVATE) || is_singleton && (1..=longest).any(|taken| derives(&rest[taken..], 5))
            }
            _ => first.eq_ignore_ascii_case("x") && !rest.is_empty() && rest.iter().all(|part| sized(part, 1..=8, both)),
        }
    }

    /// Days since 1 March of the year 0, and back: <https://howardhinnant.github.io/date_algorithms.html>.
    fn day_of(year: i64, month: i64, day: i64) -> i64 {
        let year = if month <= 2 { year - 1 } else { year };
        let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year
    }

    fn date_of(day: i64) -> (i64, i64, i64) {
        let (era, in_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
        let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year + year / 4 - year / 100);
        let month = (5 * in_year + 2) / 153;
        let day = in_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (era * 400 + year + i64::from(month <= 2), month, day)
    }

    fn json_values() -> impl Strategy<Value = Value> {
        let key = prop_oneof!["[a-z0-9]{0,3}", "[/~\"\\\\沁,:{}\\[\\] \n]{0,4}", "[0-9]{1,2}"];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<i32>().prop_map(|number| Value::from(f64::from(number) / 4.0)),
            key.clone().prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 40, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::hash_map(key.clone(), inner, 0..5).prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    fn first_value(text: &str) -> Value {
        let mut values = serde_json::Deserializer::from_str(text).into_iter();
        values.next().expect("a value starts here").expect("it is JSON")
    }
}

/// Pointers to everything within a value.
fn pointers_into(value: &Value, at: &str, pointers: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (token, value) in below {
        let at = format!("{at}/{token}");
        pointers_into(value, &at, pointers);
        pointers.push(at);
    }
}

fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&offprint::article::schema()).expect("the schema is JSON"));
    &SCHEMA
}

fn each_schema(value: &Value, at: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(at, value);
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| each_schema(value, &format!("{at}/{name}"), visit)),
        Value::Array(items) => items.iter().for_each(|value| each_schema(value, &format!("{at}/"), visit)),
        _ => {}
    }
}

/// Whether a text is valid by the schema.
fn is_valid(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|value| obeys(&value, schema()))
}

/// JSON Schema as far as ours goes; a keyword that is not known here fails the test.
fn obeys(value: &Value, rules: &Value) -> bool {
    let fields = || value.as_object().into_iter().flatten();
    rules.as_object().expect("a schema is an object").iter().all(|(keyword, rule)| match keyword.as_str() {
        "$schema" | "$defs" | "title" | "description" | "format" | "default" => true,
        "$ref" => obeys(value, schema().pointer(&rule.as_str().expect("a reference is a string")[1..]).expect("it leads somewhere")),
        "type" => match rule.as_array() {
            Some(types) => types.iter().any(|name| is_of_type(value, name)),
            None => is_of_type(value, rule),
        },
        "const" => value == rule,
        "enum" => rule.as_array().is_some_and(|values| values.contains(value)),
        "minimum" => value.as_f64().is_none_or(|number| Some(number) >= rule.as_f64()),
        "maximum" => value.as_f64().is_none_or(|number| Some(number) <= rule.as_f64()),
        "anyOf" => rule.as_array().is_some_and(|choices| choices.iter().any(|choice| obeys(value, choice))),
        "oneOf" => rule.as_array().is_some_and(|choices| choices.iter().filter(|choice| obeys(value, choice)).count() == 1),
        "items" => value.as_array().into_iter().flatten().all(|item| obeys(item, rule)),
        "required" => {
            !value.is_object() || rule.as_array().into_iter().flatten().all(|name| value.get(name.as_str().unwrap_or_default()).is_some())
        }
        "properties" => fields().all(|(name, value)| rule.get(name).is_none_or(|rules| obeys(value, rules))),
        "additionalProperties" => fields().all(|(name, _)| rules["properties"].get(name).is_some()),
        _ => panic!("the schema has a keyword that this test does not know: {keyword}"),
    })
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap_or_default() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        name => panic!("the schema has a type that this test does not know: {name}"),
    }
}

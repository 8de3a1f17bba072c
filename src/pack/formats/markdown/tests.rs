use super::import;
use crate::article::{Block, Mark, Run, Text, Tone, plain_text_of_block, plain_text_of_runs};
use crate::import::{Draft, Loss, Lost, Options, Spot};
use crate::pack::formats::sound::assert_sound;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn read(markdown: &str) -> Draft {
    let draft = import(markdown, &Options::default()).unwrap();
    assert_sound(&draft);
    draft
}

/// A draft in short: a line for each heading and block, what is within a block further in.
fn shown(draft: &Draft) -> String {
    let mut lines = Vec::new();
    for section in &draft.article.sections {
        if !section.title.is_empty() {
            lines.push(format!("{} {}", "#".repeat(section.level.into()), section.title));
        }
        below(&section.blocks, "", &mut lines);
    }
    lines.join("\n")
}

fn below(blocks: &[Block], indent: &str, lines: &mut Vec<String>) {
    let further = format!("{indent}  ");
    for block in blocks {
        match block {
            Block::Paragraph(b) => lines.push(format!("{indent}{}", marked(&b.text))),
            Block::Quote(b) => {
                lines.push(format!("{indent}quote"));
                below(&b.blocks, &further, lines);
            }
            Block::Callout(b) => {
                lines.push(format!("{indent}{:?} {}", b.tone, b.title));
                below(&b.blocks, &further, lines);
            }
            Block::Note(b) => {
                lines.push(format!("{indent}note"));
                below(&b.blocks, &further, lines);
            }
            Block::List(b) => {
                for (index, item) in b.items.iter().enumerate() {
                    let sign = b.start.map_or("-".to_owned(), |start| format!("{}.", start as usize + index));
                    let done = item.done.map_or("", |done| if done { " [x]" } else { " [ ]" });
                    lines.push(format!("{indent}{sign}{done} {}", marked(&item.text)));
                    below(&item.blocks, &further, lines);
                }
            }
            Block::Image(b) => lines.push(format!("{indent}image {} ({}) {}x{}", b.src, b.alt, b.width, b.height)),
            Block::Code(b) => lines.push(format!("{indent}code {}: {}", b.language, b.text)),
            Block::Math(b) => lines.push(format!("{indent}math {}", b.text)),
            other => lines.push(format!("{indent}{} {}", other.kind(), plain_text_of_block(other))),
        }
    }
}

/// A line with its marks as short signs.
fn marked(text: &Text) -> String {
    let run = |run: &Run| match run {
        Run::Plain(words) => words.clone(),
        Run::Marked(Mark::Emphasis(text)) => format!("/{}/", marked(text)),
        Run::Marked(Mark::Strong(text)) => format!("*{}*", marked(text)),
        Run::Marked(Mark::Sub(text)) => format!("_{}_", marked(text)),
        Run::Marked(Mark::Sup(text)) => format!("^{}^", marked(text)),
        Run::Marked(Mark::Code(code)) => format!("`{code}`"),
        Run::Marked(Mark::Link(link)) => format!("[{}]({})", marked(&link.text), link.to),
        Run::Marked(Mark::Ruby(ruby)) => format!("{{{}|{}}}", ruby.base, ruby.reading),
        Run::Marked(Mark::Math(formula)) => format!("${}$", formula.text),
        Run::Marked(Mark::Lang(span)) => format!("<{}>{}", span.lang, marked(&span.text)),
        Run::Marked(Mark::Note(_)) => "(note)".to_owned(),
        Run::Marked(_) => "?".to_owned(),
    };
    text.0.iter().map(run).collect()
}

#[track_caller]
fn check(markdown: &str, expected: &str) {
    assert_eq!(shown(&read(&format!("---\ntitle: T\n---\n{markdown}"))), expected.trim());
}

/// What is reported, each as `line:column what`.
#[track_caller]
fn check_losses(markdown: &str, expected: &[&str]) {
    let losses = read(&format!("# T\n{markdown}")).losses;
    let said = |loss: &Loss| match &loss.at {
        Spot::At(position) => format!("{}:{} {}", position.line, position.column, loss.what),
        other => format!("{other:?} {}", loss.what),
    };
    assert_eq!(losses.iter().map(said).collect::<Vec<_>>(), expected);
}

#[test]
fn blocks_become_blocks() {
    check("a\n\n> b\n>\n> c", "a\nquote\n  b\n  c");
    check("- a\n  - b\n- [x] c\n- [ ] d", "- a\n  - b\n- [x] c\n- [ ] d");
    check("3. a\n4. b\n\n       code", "3. a\n4. b\n  code : code");
    check("```rust ignore\nfn a() {}\n```", "code rust: fn a() {}");
    check("| a | b |\n|---|--:|\n| c | 1,257 |", "register a\tb\nc\t1,257");
    check("# a\n### b\n## c", "# a\n## b\n## c");
}

#[test]
fn chinese_is_set_as_chinese() {
    check("**“开门。”**早市", "*“开门。”*早市");
    check("早市\n开门\nat six\n今天", "早市开门 at six 今天");
    check("早市  \n开门", "早市\n开门");
    check("见https://example.org/a。后面", "见[https://example.org/a](https://example.org/a)。后面");
}

#[test]
fn marks_of_html_are_understood() {
    check("H<sub>2</sub>O m<sup>2</sup> <kbd>Enter</kbd> <b>a *b*</b>", "H_2_O m^2^ `Enter` *a /b/*");
    check("<ruby>沁<rp>(</rp><rt>qìn</rt><rp>)</rp></ruby>源 <span lang=\"en\">market</span>", "{沁|qìn}源 <en>market");
    check("<div align=center>\n\n早市\n\n</div>", "早市");
    check("<img src=\"a.png\" alt=\"棚\" width=\"30\" height=\"20\">", "image a.png (棚) 30x20");
    check("<h2>早市</h2>\n<p>开门</p>", "# 早市\n开门");
}

#[test]
fn pictures_stand_where_they_are_named() {
    check("![新棚](a.png)", "image a.png (新棚) 0x0");
    check("看 ![新棚](a.png) 这里", "看 这里\nimage a.png (新棚) 0x0");
    check("[![新棚](a.png)](https://example.org/)", "image a.png (新棚) 0x0");
}

#[test]
fn notes_stand_behind_what_refers_to_them() {
    let draft = read("# T\n\na[^1] b[^two]\n\n## c\n\nd\n\n[^two]: 二\n[^1]: 一\n[^left]: 三");
    assert_eq!(shown(&draft), "a(note) b(note)\nnote\n  一\nnote\n  二\n# c\nd\nnote\n  三");
    assert_eq!(draft.losses.iter().map(|loss| &loss.what).collect::<Vec<_>>(), [&Lost::UnmarkedNote { name: "left".into() }]);
}

#[test]
fn alerts_and_containers_are_callouts() {
    check("> [!WARNING]\n> 小心", "Warning \n  小心");
    check("::: tip 注意\n早市\n:::", "Tip 注意\n  早市");
    let draft = read("# T\n\n::: tip\n早市\n:::\n");
    assert!(matches!(&draft.article.sections[0].blocks[0], Block::Callout(b) if b.tone == Tone::Tip && b.title.is_empty()));
}

#[test]
fn formulas_are_trees() {
    check("若 $a^2$ 则", "若 $a^2$ 则");
    check("$$\na^2\n$$", "math a^2");
    check("价 $5 到 $10", "价 $5 到 $10");
    check_losses("$\\nosuch$", &["2:1 a formula is shown as its source: it holds a command that is not known"]);
}

#[test]
fn links_lead_to_headings_by_their_names() {
    check("[去](#开门-时间) [到](#six)\n\n## 开门 时间\n\n## 六点 {#six}", "[去](#s-wrblqxyv) [到](#six)\n# 开门 时间\n# 六点");
    check_losses(
        "[a](other.md) [b](javascript:x) [c](#none)",
        &[
            "2:1 a link was left out, its words kept: other.md",
            "2:1 a link was left out, its words kept: #none",
            "2:15 a link was left out, its words kept: javascript:x",
        ],
    );
}

#[test]
fn what_templates_leave_is_reported_with_its_place() {
    check_losses(
        "<script setup>\nimport A from './A.vue'\n</script>\n\n共 {{ n }} 个",
        &["2:1 a script was left out", "6:1 something that a program works out was left out: n"],
    );
    check_losses(
        "import A from './A'\n\n<Note>\n\n早市 {1 + 1}\n\n</Note>",
        &[
            "2:1 a script was left out",
            "4:1 an unknown construct is kept as its words: Note",
            "6:1 something that a program works out was left out: 1 + 1",
        ],
    );
    check_losses(
        "早市 <blink>开门</blink> ~~昨天~~",
        &["2:4 an unknown construct is kept as its words: blink", "2:22 an unknown construct is kept as its words: ~~"],
    );
    check("## 六点 {/*at-six*/}\n\n<Note>\n\n{/* 无人看见 */}\n\n</Note>", "# 六点");
}

#[test]
fn a_head_says_what_an_article_is() {
    let draft = read(
        "---\ntitle: 早市\ndescription: 六点开门\ndate: 2022/7/26\nauthor: [甲, 乙]\ntags: 市场, 城乡\nlang: zh_CN\nslug: market\nsource: 某某新闻网\nlicense: CC BY 4.0\nlayout: post\n---\n\n开门\n",
    );
    let article = &draft.article;
    assert_eq!((article.title.as_str(), article.standfirst.as_str(), article.published.as_str()), ("早市", "六点开门", "2022-07-26"));
    assert_eq!((article.lang.as_str(), article.id.as_str(), article.rights.as_str()), ("zh-Hans", "market", "CC BY 4.0"));
    assert_eq!(article.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), ["甲", "乙"]);
    assert_eq!(article.source.as_ref().map(|source| (source.title.as_str(), source.outlet.as_str())), Some(("早市", "某某新闻网")));
    assert_eq!(draft.tags, ["市场", "城乡"]);
    let [loss] = draft.losses.as_slice() else { panic!("{:?}", draft.losses) };
    assert_eq!((&loss.what, loss.words.as_str()), (&Lost::Field { name: "layout".into() }, "post"));
    let toml = read("+++\ntitle = \"早市\"\ndate = 2022-07-26\n+++\n开门");
    assert_eq!((toml.article.title.as_str(), toml.article.published.as_str()), ("早市", "2022-07-26"));
}

#[test]
fn a_broken_head_says_where() {
    let error = import("---\ntitle: a: b\n---\nc", &Options::default()).unwrap_err();
    assert_eq!(error.position.map(|position| position.line), Some(2), "{error:?}");
    check("---\n\na\n\n---", "a");
}

#[test]
fn a_title_comes_from_the_head_the_first_heading_or_the_first_line() {
    let titled = |markdown| {
        let draft = read(markdown);
        (draft.article.title.clone(), shown(&draft))
    };
    assert_eq!(titled("# a\n\nb\n\n# c"), ("a".into(), "b\n# c".into()));
    assert_eq!(titled("## a\n\nb"), ("a".into(), "b".into()));
    assert_eq!(titled("## a\n\nb\n\n## c"), ("a".into(), "# a\nb\n# c".into()));
    assert_eq!(titled("a\n\nb"), ("a".into(), "a\nb".into()));
    assert_eq!(titled("---\ntitle: a\n---\n# a\n\nb"), ("a".into(), "b".into()));
    assert!(import("\n", &Options::default()).is_err());
}

#[test]
fn what_is_nested_too_deep_is_kept_flat_and_soon() {
    for markdown in [
        ">".repeat(100_000) + " a",
        "[".repeat(100_000) + "a",
        "*a ".repeat(50_000),
        "- ".repeat(100_000) + "a",
        "<b>".repeat(50_000) + "a",
    ] {
        let start = Instant::now();
        let draft = read(&format!("# T\n\n{markdown}"));
        assert!(start.elapsed() < Duration::from_secs(1), "{} took {:?}", &markdown[..3], start.elapsed());
        assert!(shown(&draft).contains('a'));
    }
    check_losses(&format!("\n{} a", ">".repeat(40)), &["3:16 what is nested too deep is kept flat"]);
}

/// Pieces of Markdown, in any order: most is not what it was meant to be.
fn markdown_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z开门市集。，“”]{1,6}",
        prop::sample::select(vec![
            "\n",
            "\n\n",
            " ",
            "# ",
            "## ",
            "> ",
            "- ",
            "1. ",
            "    ",
            "**",
            "*",
            "_",
            "`",
            "```\n",
            "~~",
            "[",
            "](",
            ")",
            "![",
            "[^1]",
            "[^1]: ",
            "<b>",
            "</b>",
            "<div>",
            "</div>",
            "<script>",
            "</script>",
            "<Note>",
            "{",
            "}",
            "{{",
            "}}",
            "$",
            "$$",
            "|",
            "\n|---|---|\n",
            "<ruby>",
            "<rt>",
            "</rt>",
            "---\n",
            "title: ",
            "{#a}",
            "{/*",
            "*/}",
            ":::tip\n",
            ":::\n",
            "\\",
            "&amp;",
            "<!--",
            "-->",
            "<img src=a>",
            "import a from 'b'\n",
            "\u{202e}",
            "\u{0}",
            "\r",
            "<h2>",
            "</h2>",
            "<a href=#a>",
            "<pre>",
            "<textarea>",
            "https://a.org",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        if let Ok(draft) = import(&text, &Options::default()) {
            assert_sound(&draft);
        }
    }

    #[test]
    fn every_word_is_in_the_article_or_in_the_report(text in markdown_like()) {
        if let Ok(draft) = import(&text, &Options::default()) {
            assert_sound(&draft);
            let article = &draft.article;
            let mut has: String = [article.title.clone(), plain_text_of_runs(&article.standfirst.as_str().into()), shown(&draft)].concat();
            draft.losses.iter().for_each(|loss| has.push_str(&format!("{}{}", loss.words, loss.what)));
            draft.files.iter().for_each(|file| has.push_str(&file.name));
            draft.tags.iter().for_each(|tag| has.push_str(tag));
            let without_comments = !text.contains("<") && !text.contains("{/*") && !text.contains("](") && !text.contains("{#") && !text.contains("]:");
            for c in text.chars().filter(|c| without_comments && crate::import::is_han(*c)) {
                prop_assert!(has.contains(c), "{c} of {text:?} is neither in {has:?}");
            }
        }
    }
}

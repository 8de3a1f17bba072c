//! Web pages: the article that stands in one, as blocks, and a report of what stood around it.
//!
//! Others read their pieces of HTML with the same parts: [`fragment`] for an entry of a feed, `blocks` and `notes` for the
//! chapters of a book.

mod article;
pub(super) mod blocks;
mod chinese;
mod code;
pub(super) mod dom;
mod inline;
mod left_out;
mod lists;
mod math;
mod metadata;
pub(super) mod notes;
mod paragraphs;
mod pictures;
pub(super) mod place;
mod report;
pub(super) mod source;
mod tables;
mod titles;

use crate::import::{Body, Draft, ImportError, Loss, Lost, Options, Spot};
use blocks::{Context, read_into};
use dom_query::{Document, NodeId, NodeRef};
use notes::notes;
use place::{Page, Place};
use source::{Lines, PLACE, Writing, prepare};
use std::collections::HashSet;

pub fn import(text: &str, options: &Options) -> Result<Draft, ImportError> {
    let lines = Lines::of(text);
    let at = |offset: usize| lines.position(offset).map_or(Spot::Unknown, Spot::At);
    let spot = |node: &NodeRef| dom::attribute(node, PLACE).and_then(|offset| offset.parse().ok()).map_or(Spot::Unknown, at);
    let prepared = prepare(text, Writing::Html);
    let page = Document::from(prepared.text);
    let metadata = metadata::metadata(&page);
    let base = page.base_uri();
    let place = Page::new(metadata.url.as_deref(), base.as_deref());

    let found = article::find(&page);
    let whole = || page.body();
    let root = match &found {
        Some(found) => found.root(),
        None => whole().ok_or_else(nothing)?,
    };
    let kept: HashSet<NodeId> = root.descendants_it().map(|node| node.id).collect();
    let lang = super::language::of(metadata.lang.as_deref(), &root.text(), options);

    let mut body = Body::default();
    let own_notes = notes(&[(root, &place as &dyn Place)]);
    let context = Context { place: &place, notes: &own_notes[0], spot: &spot, lang: &lang, title: &metadata.title };
    let mut losses = read_into(&mut body, &root, &context);
    losses.extend(report::around(&page, &kept, &spot));
    losses.extend(prepared.too_deep.map(|offset| Loss::new(Lost::TooDeep).at(at(offset))));

    let mut draft = Draft::new(&lang, &metadata.title);
    metadata.fill(&mut draft);
    super::finish(draft, body, losses, place.files())
}

/// Reads a piece of HTML into an article: an entry of a feed, the text of a report.
pub fn fragment(body: &mut Body, html: &str, place: &dyn Place, lang: &str, title: &str) -> Vec<Loss> {
    let prepared = prepare(html, Writing::Html);
    let document = Document::from(prepared.text);
    let Some(root) = document.body() else { return Vec::new() };
    let own_notes = notes(&[(root, place)]);
    let context = Context { place, notes: &own_notes[0], spot: &|_| Spot::Unknown, lang, title };
    let mut losses = read_into(body, &root, &context);
    losses.extend(prepared.too_deep.map(|_| Loss::new(Lost::TooDeep)));
    losses
}

/// The words of a piece of HTML, without its marks.
pub fn words_of(html: &str) -> String {
    let document = Document::from(prepare(html, Writing::Html).text);
    let Some(root) = document.body() else { return String::new() };
    root.descendants_it()
        .filter_map(|node| {
            dom::characters(&node).filter(|_| !node.parent().is_some_and(|parent| parent.has_name("script") || dom::is_hidden(&parent)))
        })
        .collect()
}

fn nothing() -> ImportError {
    ImportError::new("the page holds no text", "save the page again when its text is shown, or take its source as .md or .docx")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, check};
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn imported(html: &str) -> Draft {
        let mut draft = import(html, &Options::default()).unwrap();
        draft.article.id = "a".into();
        draft
    }

    /// What is wrong with a draft, pictures without a size aside: the packer measures them.
    fn faults(draft: &Draft) -> Vec<String> {
        let mut article = draft.article.clone();
        sized(&mut article.sections.iter_mut().flat_map(|section| section.blocks.iter_mut()).collect::<Vec<_>>());
        check(&article).iter().map(|problem| format!("{}: {}", problem.pointer, problem.fault)).collect()
    }

    fn sized(blocks: &mut [&mut Block]) {
        for block in blocks {
            match block {
                Block::Image(image) => (image.width, image.height) = (image.width.max(1), image.height.max(1)),
                Block::Quote(b) => sized(&mut b.blocks.iter_mut().collect::<Vec<_>>()),
                Block::Callout(b) => sized(&mut b.blocks.iter_mut().collect::<Vec<_>>()),
                Block::Note(b) => sized(&mut b.blocks.iter_mut().collect::<Vec<_>>()),
                Block::List(b) => sized(&mut b.items.iter_mut().flat_map(|item| item.blocks.iter_mut()).collect::<Vec<_>>()),
                _ => {}
            }
        }
    }

    /// All that a draft says, readings and formulas too: whatever is written down of it.
    fn words(draft: &Draft) -> String {
        let lost = draft.losses.iter().map(|loss| loss.words.clone());
        let written = serde_json::to_string(&draft.article.sections).unwrap();
        lost.chain([draft.article.title.clone(), written]).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_page_nested_a_hundred_thousand_times_is_read_soon() {
        for (open, close) in [("<div>", "</div>"), ("<b>", "</b>"), ("<blockquote>", "</blockquote>"), ("<ul><li>", "")] {
            check_bomb(open, close, 100_000, 1);
        }
    }

    #[test]
    fn a_page_of_unclosed_tables_and_marks_is_read_soon() {
        check_bomb("<table><tr><td>", "", 10_000, 10);
        check_bomb("<p><b id=x>", "</p>", 10_000, 10);
    }

    #[track_caller]
    fn check_bomb(open: &str, close: &str, times: usize, seconds: u64) {
        let bomb = format!("<body>{}沁源县{}", open.repeat(times), close.repeat(times));
        let start = Instant::now();
        if let Ok(draft) = import(&bomb, &Options::default()) {
            assert!(words(&draft).contains("沁源县"), "{open}");
        }
        assert!(start.elapsed() < Duration::from_secs(seconds), "{open}: {:?}", start.elapsed());
    }

    #[test]
    fn what_is_lost_says_where_it_stood() {
        let text = "河川县今年新修三条乡道，全长二十一公里，惠及八个村。".repeat(8);
        let page = format!(
            "<html><body><article>\n<p>{text}</p>\n  <iframe src='https://v.example/'></iframe>\n<script>x()</script><p>{text}</p><p>{text}</p></article>"
        );
        let draft = imported(&page);
        let at = |what: &Lost| draft.losses.iter().find(|loss| loss.what == *what).map(|loss| loss.at.clone());
        let Some(Spot::At(frame)) = at(&Lost::Frame { src: "https://v.example/".into() }) else { panic!("{:?}", draft.losses) };
        let Some(Spot::At(script)) = at(&Lost::Script) else { panic!("{:?}", draft.losses) };
        assert_eq!((frame.line, frame.column, script.line, script.column), (3, 3, 4, 1));
    }

    const TAGS: [&str; 54] = [
        "p",
        "div",
        "span",
        "a href='#x'",
        "a href='https://a.example/'",
        "a href='javascript:x'",
        "em",
        "strong",
        "b id=x",
        "sup",
        "sub",
        "code",
        "pre",
        "ul",
        "ol start=3",
        "li",
        "li id=x",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "cite",
        "table",
        "tr",
        "td colspan=3",
        "td rowspan=2",
        "th",
        "caption",
        "thead",
        "tbody",
        "h1",
        "h2",
        "h5",
        "figure",
        "figcaption",
        "img src=a.jpg alt=q",
        "ruby",
        "rt",
        "rb",
        "math",
        "mrow",
        "mi",
        "mfrac",
        "details",
        "summary",
        "aside",
        "br",
        "hr",
        "form",
        "button",
        "section lang=fr",
        "q",
        "footer",
        "a href='#x'><sup",
    ];

    fn html() -> impl Strategy<Value = (String, Vec<String>)> {
        let piece = prop_oneof![
            (0..TAGS.len()).prop_map(|tag| format!("<{}>", TAGS[tag])),
            (0..TAGS.len()).prop_map(|tag| format!("</{}>", TAGS[tag].split([' ', '>']).next().unwrap_or_default())),
            "[a-z]{1,3}".prop_map(|word| format!("w{word} ")),
            Just("沁源县。".to_owned()),
            Just("\n".to_owned()),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| {
            // Each word is one of its kind, so that none can stand for another.
            let mut words = Vec::new();
            let pieces: Vec<String> = pieces
                .into_iter()
                .enumerate()
                .map(|(index, piece)| match piece.strip_prefix('w') {
                    Some(word) => {
                        words.push(format!("w{}x{index}x", word.trim()));
                        format!(" w{}x{index}x ", word.trim())
                    }
                    None => piece,
                })
                .collect();
            (pieces.concat(), words)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = import(&text, &Options::default());
        }

        #[test]
        fn every_word_of_a_page_is_in_the_article_or_in_the_report((page, words_of_page) in html()) {
            if let Ok(mut draft) = import(&page, &Options::default()) {
                draft.article.id = "a".into();
                prop_assert_eq!(faults(&draft), Vec::<String>::new());
                let known = words(&draft);
                for word in words_of_page {
                    prop_assert!(known.contains(&word), "{} is nowhere: {:?}", word, draft);
                }
            }
        }

        #[test]
        fn every_word_of_a_fragment_is_in_the_article_or_in_the_report((page, words_of_page) in html()) {
            let mut body = Body::default();
            let losses = fragment(&mut body, &page, &Page::default(), "en", "");
            if let Ok(mut draft) = super::super::finish(Draft::new("en", "t"), body, losses, Vec::new()) {
                draft.article.id = "a".into();
                prop_assert_eq!(faults(&draft), Vec::<String>::new());
                let known = words(&draft);
                for word in words_of_page {
                    prop_assert!(known.contains(&word), "{} is nowhere: {:?}", word, draft);
                }
            }
        }
    }
}

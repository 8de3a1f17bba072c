//! Mozilla's test pages: of each the article that readers are to see, and its title.

use super::text::{f1, tokens, words_of};
use super::{public_set, write_section};
use offprint::import::{Lost, Options};
use offprint::pack::formats::import;
use serde_json::Value;
use std::fs;
use std::path::Path;

const PAGES: usize = 126;

#[test]
fn pages_come_in_with_the_text_and_title_that_readers_are_to_see() {
    let Some(set) = public_set("readability", "mozilla/readability test pages, Apache-2.0") else { return };
    let mut pages: Vec<Page> = folders(&set.join("test-pages")).iter().map(|folder| page(folder)).collect();
    pages.sort_by(|a, b| a.likeness.total_cmp(&b.likeness));
    let mean = pages.iter().map(|page| page.likeness).sum::<f64>() / pages.len() as f64;
    let titles = pages.iter().filter(|page| page.has_its_title()).count();
    let whole = pages.iter().filter(|page| page.missing == 0).count();
    for page in pages.iter().filter(|page| page.likeness < 0.99) {
        println!("{:.4} {}", page.likeness, page.name);
    }
    for page in pages.iter().filter(|page| !page.has_its_title()) {
        println!("{}: {:?} is expected, {:?} found", page.name, page.expected_title, page.title);
    }
    for page in pages.iter().filter(|page| page.missing > 0) {
        println!("{}: {} words of the page are nowhere: {}", page.name, page.missing, page.examples);
    }
    let body = format!(
        "mozilla/readability test pages, Apache-2.0, in `readability`. Likeness is F1 over words, each Han character one.\n\n\
         | | |\n|---|---|\n| pages | {} |\n| likeness of the text, mean | {mean:.4} |\n| the least | {:.4} |\n| titles as expected | {titles} |\n\
         | pages of which every visible word is in the article or in the report | {whole} |\n",
        pages.len(),
        pages[0].likeness,
    );
    write_section("Readability: articles out of pages", &body);
    assert_eq!(pages.len(), PAGES);
    assert!(mean >= 0.995, "{mean}");
    assert!(pages[0].likeness >= 0.94, "{}: {}", pages[0].name, pages[0].likeness);
    assert_eq!(titles, PAGES);
    assert_eq!(whole, PAGES);
}

struct Page {
    name: String,
    likeness: f64,
    title: String,
    expected_title: String,
    /// Words of the page that are neither in the article nor in the report.
    missing: usize,
    examples: String,
}

impl Page {
    /// A page that is to have none gets one all the same: an article needs it.
    fn has_its_title(&self) -> bool {
        self.expected_title.is_empty() || self.title == self.expected_title
    }
}

fn page(folder: &Path) -> Page {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{name}/{file}: {error}"));
    let expected: Value = serde_json::from_str(&read("expected-metadata.json")).unwrap();
    let source = read("source.html");
    let imported =
        import("source.html", source.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{name}: {}", error.message));
    let draft = &imported.drafts[0];
    let found = words_of(&draft.article.sections);
    let (missing, examples) = missing(&source, draft);
    Page {
        likeness: f1(&found, &visible(&read("expected.html"))),
        title: draft.article.title.clone(),
        expected_title: expected["title"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
        missing,
        examples,
        name,
    }
}

/// The words of a page that are nowhere, by how often each stands.
fn missing(source: &str, draft: &offprint::import::Draft) -> (usize, String) {
    let mut known = words_of(&draft.article.sections) + &draft.article.title;
    for loss in &draft.losses {
        known.push('\n');
        known.push_str(&loss.words);
        if let Lost::Link { to } = &loss.what {
            known.push_str(to);
        }
    }
    // What stands beside one another in lines of the page may stand in lines of their own in the report, and the other way round.
    let letters: String = known.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let has_notes = known_notes(draft);
    let is_known = |word: &str| {
        // The mark of a note is a number that no text holds.
        let word = if has_notes { word.trim_matches(|c: char| c.is_ascii_digit()) } else { word };
        letters.contains(word)
    };
    let missing: Vec<String> = tokens(&visible(source)).into_iter().filter(|word| !is_known(word)).collect();
    (missing.len(), missing.iter().take(8).cloned().collect::<Vec<_>>().join(" "))
}

fn known_notes(draft: &offprint::import::Draft) -> bool {
    draft.article.sections.iter().flat_map(|section| &section.blocks).any(|block| block.kind() == "note")
}

/// The words of a page that a browser shows, scripts left aside.
fn visible(html: &str) -> String {
    let document = dom_query::Document::from(html);
    document.select("head, script, style, noscript, template, title, svg title, svg desc, svg style, datalist, rp, textarea, select, math annotation, math annotation-xml, object, video, audio, canvas, iframe, [hidden]").remove();
    let hidden: Vec<_> = document
        .select("[style]")
        .nodes()
        .iter()
        .filter(|node| {
            let style: String = node.attr("style").unwrap_or_default().to_lowercase().split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
        .map(|node| node.id)
        .collect();
    for id in hidden {
        dom_query::NodeRef::new(id, &document.tree).remove_from_parent();
    }
    let mut words = String::new();
    for node in document.root().descendants_it() {
        if node.is_text() {
            words.push_str(&node.text());
        } else if node.is_element()
            && !["a", "b", "i", "em", "strong", "span", "sup", "sub", "code", "font", "mark", "small", "u", "abbr", "rt", "ruby", "rb"]
                .iter()
                .any(|name| node.has_name(name))
        {
            words.push('\n');
        }
    }
    words
}

fn folders(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

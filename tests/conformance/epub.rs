//! Six of IDPF's sample books: every word, reading and formula of their spines counted again in the article.

use super::text::{f1, tokens, words_of};
use super::{public_set, write_section};
use offprint::article::{Block, Mark, Run, Section, Text, check};
use offprint::import::{Draft, Lost, Options};
use offprint::pack::formats::import;
use rbook::Epub;
use std::collections::HashMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

#[test]
fn books_come_in_with_every_word_reading_and_formula_of_their_spine() {
    let Some(set) = public_set("epub", "IDPF epub3-samples, CC BY-SA 3.0") else { return };
    let mut files: Vec<_> = fs::read_dir(&set).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "epub"));
    files.sort();
    let mut rows = String::new();
    let mut books = Vec::new();
    for file in &files {
        let book = book(file);
        rows += &format!(
            "| {} | `{}` | {} | {:.4} | {} | {} of {} | {} of {} | {} | {} |\n",
            book.name,
            book.lang,
            book.sections,
            book.likeness,
            book.missing,
            book.rubies.0,
            book.rubies.1,
            book.formulas.0,
            book.formulas.1,
            book.links,
            book.vertical,
        );
        books.push(book);
    }
    let body = format!(
        "IDPF epub3-samples, CC BY-SA 3.0, in `epub`. Likeness is F1 over words, each Han character one, with what the spine's files hold.\n\n\
         | book | language | sections | likeness | words nowhere | readings | formulas | links within | set vertically |\n|---|---|---|---|---|---|---|---|---|\n{rows}"
    );
    write_section("EPUB", &body);
    assert_eq!(books.len(), 6);
    for book in books {
        assert_eq!(book.faults, Vec::<String>::new(), "{}", book.name);
        assert_eq!(book.missing, 0, "{}: {}", book.name, book.examples);
        assert!(book.likeness > 0.99, "{}: {}", book.name, book.likeness);
        assert_eq!(book.rubies.0, book.rubies.1, "{}", book.name);
        assert_eq!(book.formulas.0, book.formulas.1, "{}", book.name);
    }
}

struct Book {
    name: String,
    lang: String,
    sections: usize,
    likeness: f64,
    missing: usize,
    examples: String,
    /// Found, expected.
    rubies: (usize, usize),
    formulas: (usize, usize),
    links: usize,
    vertical: bool,
    faults: Vec<String>,
}

fn book(file: &Path) -> Book {
    let bytes = fs::read(file).unwrap();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let mut draft = import(&name, &bytes, &Options::default()).unwrap_or_else(|error| panic!("{name}: {}", error.message)).drafts.remove(0);
    draft.article.id = "book".into();
    let source = source(bytes);
    let found = words_of(&draft.article.sections);
    let missing = missing(&source.words, &found, &draft);
    let mut counts = Counts::default();
    draft.article.sections.iter().for_each(|section| counts.section(section));
    // A heading holds words only: what it had besides is in the report.
    let lost_readings: usize = draft.losses.iter().filter(|loss| matches!(&loss.what, Lost::Unknown { name } if name == "ruby")).count();
    let lost_formulas = draft.losses.iter().filter(|loss| matches!(loss.what, Lost::Formula { .. })).count();
    let mut article = draft.article.clone();
    article.sections.iter_mut().flat_map(|section| section.blocks.iter_mut()).for_each(sized);
    let mut kinds: HashMap<String, usize> = HashMap::new();
    draft.losses.iter().for_each(|loss| *kinds.entry(loss.what.to_string().chars().take(70).collect()).or_default() += 1);
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!("{name}: {:?}", kinds.iter().take(12).collect::<Vec<_>>());
    Book {
        lang: draft.article.lang.clone(),
        sections: draft.article.sections.len(),
        likeness: f1(&found, &source.words),
        missing: missing.len(),
        examples: missing.iter().take(10).cloned().collect::<Vec<_>>().join(" "),
        rubies: (counts.rubies + lost_readings, source.rubies),
        formulas: (counts.formulas + lost_formulas, source.formulas),
        links: counts.links,
        vertical: draft.losses.iter().any(|loss| loss.what == Lost::Vertical),
        faults: check(&article).iter().map(|problem| format!("{}: {}", problem.pointer, problem.fault)).collect(),
        name,
    }
}

struct Source {
    words: String,
    rubies: usize,
    formulas: usize,
}

fn source(bytes: Vec<u8>) -> Source {
    let epub = Epub::options().strict(false).read(Cursor::new(bytes)).unwrap();
    let mut source = Source { words: String::new(), rubies: 0, formulas: 0 };
    for entry in epub.spine().iter() {
        let text = entry.manifest_entry().unwrap().read_str().unwrap();
        let text = without_comments(&text);
        source.formulas += text.matches("<math").count() + text.matches("<m:math").count();
        source.rubies += text.matches("<rt>").count() + text.matches("<rt ").count();
        let (_, body) = text.split_once("<body").unwrap();
        let body = body.split_once('>').unwrap().1;
        source.words.push_str(&characters(body));
        source.words.push('\n');
    }
    source
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("-->").map_or("", |(_, after)| after))
}

/// The characters between tags, without what a reader does not see; elements of lines part no words.
fn characters(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    let mut unseen: Option<String> = None;
    while let Some((before, after)) = rest.split_once('<') {
        if unseen.is_none() {
            out.push_str(&entities(before));
        }
        let (tag, after) = match after.strip_prefix("!--") {
            Some(comment) => ("!--", comment.split_once("-->").map_or("", |(_, after)| after)),
            None => after.split_once('>').unwrap_or((after, "")),
        };
        let name = tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
        match &unseen {
            Some(open) if tag.starts_with('/') && open == name => unseen = None,
            None if !tag.starts_with('/')
                && !tag.ends_with('/')
                && ["script", "style", "rp", "canvas", "annotation", "annotation-xml", "title", "desc"].contains(&name) =>
            {
                unseen = Some(name.to_owned());
            }
            _ => {}
        }
        if ![
            "a", "b", "i", "em", "strong", "span", "sup", "sub", "code", "ruby", "rt", "rb", "rp", "small", "abbr", "cite", "dfn", "tt",
            "!--",
        ]
        .contains(&name)
        {
            out.push('\n');
        }
        rest = after;
    }
    out + &entities(rest)
}

fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    dom_query::Document::from(format!("<p>{text}</p>")).select("p").text().to_string()
}

fn missing(source: &str, found: &str, draft: &Draft) -> Vec<String> {
    let mut known = found.to_owned() + &draft.article.title;
    draft.losses.iter().for_each(|loss| known += &format!("\n{}", loss.words));
    let letters: String = known.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let parts: std::collections::HashSet<String> = tokens(&known).into_iter().collect();
    // The sign of a note is drawn by the page.
    let has_notes = draft.article.sections.iter().flat_map(|section| &section.blocks).any(|block| block.kind() == "note");
    let is_sign = |word: &str| has_notes && word.chars().all(|c| c.is_ascii_digit());
    tokens(source).into_iter().filter(|word| !parts.contains(word) && !is_sign(word) && !letters.contains(word.as_str())).collect()
}

#[derive(Default)]
struct Counts {
    rubies: usize,
    formulas: usize,
    links: usize,
}

impl Counts {
    fn section(&mut self, section: &Section) {
        section.blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(b) => self.text(&b.text),
            Block::List(b) => b.items.iter().for_each(|item| {
                self.text(&item.text);
                item.blocks.iter().for_each(|block| self.block(block));
            }),
            Block::Quote(b) => {
                b.blocks.iter().for_each(|block| self.block(block));
                b.cite.iter().for_each(|cite| self.text(cite));
            }
            Block::Callout(b) => b.blocks.iter().for_each(|block| self.block(block)),
            Block::Note(b) => b.blocks.iter().for_each(|block| self.block(block)),
            Block::Register(b) => std::iter::once(&b.caption).chain(b.rows.iter().flatten()).for_each(|text| self.text(text)),
            Block::Image(b) => b.caption.iter().for_each(|caption| self.text(caption)),
            Block::Math(_) => self.formulas += 1,
            _ => {}
        }
    }

    fn text(&mut self, text: &Text) {
        for run in &text.0 {
            match run {
                Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => self.text(text),
                Run::Marked(Mark::Link(link)) => {
                    self.links += usize::from(link.to.starts_with('#'));
                    self.text(&link.text);
                }
                Run::Marked(Mark::Lang(span)) => self.text(&span.text),
                Run::Marked(Mark::Ruby(_)) => self.rubies += 1,
                Run::Marked(Mark::Math(_)) => self.formulas += 1,
                _ => {}
            }
        }
    }
}

/// The packer measures pictures.
fn sized(block: &mut Block) {
    match block {
        Block::Image(image) => (image.width, image.height) = (image.width.max(1), image.height.max(1)),
        Block::Quote(b) => b.blocks.iter_mut().for_each(sized),
        Block::Callout(b) => b.blocks.iter_mut().for_each(sized),
        Block::Note(b) => b.blocks.iter_mut().for_each(sized),
        Block::List(b) => b.items.iter_mut().flat_map(|item| item.blocks.iter_mut()).for_each(sized),
        _ => {}
    }
}

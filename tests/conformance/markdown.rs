//! CommonMark's own examples, and two sets of Chinese documentation written in Markdown that holds more than Markdown.

use super::visible::{shown, visible, words};
use super::{public_set, write_section};
use offprint::article::{Fault, read};
use offprint::import::{Draft, Lost, Options};
use offprint::pack::formats;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, mem};

/// A title by the head of the file, so that every heading of an example stays one.
const HEAD: &str = "---\ntitle: Example\nlang: en\n---\n";

fn import(markdown: &str) -> Draft {
    let imported =
        formats::import("a.md", markdown.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{error:?}\n{markdown}"));
    imported.drafts.into_iter().next().expect("a file of Markdown is one article")
}

#[test]
fn the_words_of_every_example_of_commonmark_are_those_of_its_html() {
    let Some(set) = public_set("commonmark", "npm commonmark-spec@0.31.2, CC-BY-SA-4.0") else { return };
    let spec = fs::read_to_string(set.join("package/spec.txt")).unwrap();
    let examples = examples(&spec);
    let (mut same, mut wrong) = (0, Vec::new());
    for (number, (markdown, html)) in examples.iter().enumerate() {
        let draft = import(&format!("{HEAD}{markdown}"));
        assert_sound(&draft, markdown);
        let (ours, theirs) = (words(&shown(&draft.article)), words(&visible(html)));
        match ours == theirs {
            true => same += 1,
            false => wrong.push(format!("{}\n{markdown:?}\nours   {ours:?}\ntheirs {theirs:?}", number + 1)),
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), examples.len(), wrong.join("\n\n"));
    write_section(
        "CommonMark: the examples of the specification",
        &format!(
            "commonmark-spec 0.31.2 from npm, CC-BY-SA 4.0, in `commonmark`. An article's words are held against those that a browser shows of the \
             example's HTML, white space made one; an example gets a title by a head.\n\n{same} of {} examples have the same words.",
            examples.len()
        ),
    );
}

/// Markdown and HTML of each example of the specification.
fn examples(spec: &str) -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let (mut markdown, mut html) = (String::new(), String::new());
    let mut part = 0;
    for line in spec.lines() {
        match part {
            0 => part = usize::from(line.starts_with(&fence) && line.ends_with("example")),
            1 if line == "." => part = 2,
            2 if line == fence => {
                examples.push((mem::take(&mut markdown), mem::take(&mut html)));
                part = 0;
            }
            _ => {
                let text = if part == 1 { &mut markdown } else { &mut html };
                text.push_str(&line.replace('→', "\t"));
                text.push('\n');
            }
        }
    }
    assert_eq!(examples.len(), 652);
    examples
}

#[test]
fn chinese_documentation_of_react_is_read_with_every_word() {
    documentation("react-zh", "reactjs/zh-hans.react.dev, CC BY 4.0", "React in Chinese: Markdown with components");
}

#[test]
fn chinese_documentation_of_vue_is_read_with_every_word() {
    documentation("vue-zh", "vuejs-translations/docs-zh-cn, CC BY 4.0", "Vue in Chinese: Markdown with components");
}

fn documentation(name: &str, origin: &str, heading: &str) {
    let Some(set) = public_set(name, origin) else { return };
    let files = markdown_files(&set.join("src"));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut articles, mut chinese, mut sections, mut refused, mut all) = (0, 0, 0, 0, 0);
    let mut missing = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path).unwrap();
        let Ok(imported) = formats::import("a.md", text.as_bytes(), &Options::default()) else {
            refused += 1;
            continue;
        };
        let draft = &imported.drafts[0];
        assert_sound(draft, &path.display().to_string());
        chinese += usize::from(draft.article.lang == "zh-Hans");
        articles += 1;
        sections += draft.article.sections.len();
        draft.losses.iter().for_each(|loss| *kinds.entry(kind(&loss.what)).or_default() += 1);
        let article = &draft.article;
        let reported: String = draft.losses.iter().map(|loss| loss.words.as_str()).collect();
        let has = han(&[&article.title, &article.standfirst, &shown(article), &reported].map(String::as_str).concat());
        for (character, count) in han(&visible(&rendered(&text))) {
            all += count;
            let got = has.get(&character).copied().unwrap_or_default();
            if got < count {
                missing.push(format!("{}: {character} {got} of {count}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{} missing:\n{}", missing.len(), missing.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
    let rows: String = kinds.iter().map(|(kind, count)| format!("| {kind} | {count} |\n")).collect();
    write_section(
        heading,
        &format!(
            "{origin}, in `{name}`. Of {} files {articles} become articles, {chinese} of them told to be Chinese, with {sections} sections ({refused} hold no words, or a head that is \
             broken). Each of the {all} Han characters that a renderer of Markdown shows is in the article or in what is reported.\n\n| reported | times |\n|---|---|\n{rows}",
            files.len()
        ),
    );
}

/// How often each Han character stands in a text: what must not get lost, whatever becomes of tags and programs around it.
fn han(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().filter(|c| offprint::import::is_han(*c)).for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

/// The file without its head, as another reader of Markdown shows it.
fn rendered(text: &str) -> String {
    let text = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, text)| text);
    // A comment of JSX is shown by nobody who knows JSX.
    let mut parts = text.split("{/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let text = parts.fold(first, |text, part| text + part.split_once("*/}").map_or(part, |(_, after)| after));
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(&text, &options)
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(markdown_files(&path)),
            false if path.extension().is_some_and(|ending| ending == "md" || ending == "mdx") => files.push(path),
            false => {}
        }
    }
    files.sort();
    files
}

fn kind(lost: &Lost) -> &'static str {
    match lost {
        Lost::Script => "script or module",
        Lost::Frame { .. } => "frame",
        Lost::Media { .. } => "sound or film",
        Lost::Control => "control of a form",
        Lost::Picture { .. } => "picture",
        Lost::Drawing => "drawing",
        Lost::Formula { .. } => "formula",
        Lost::Link { .. } => "link, its words kept",
        Lost::NoteMark { .. } | Lost::UnmarkedNote { .. } => "note",
        Lost::Computed { .. } => "expression, empty component, or what stands behind a code block's language",
        Lost::Unknown { .. } => "element or component, its words kept",
        Lost::TooDeep => "nested too deep",
        Lost::Field { .. } => "field of the head",
        Lost::HeadingLevel => "heading below the fifth level",
        _ => "other",
    }
}

/// What an importer gives passes the format's own check, once it has an id and its pictures are at hand.
fn assert_sound(draft: &Draft, what: &str) {
    let mut article = draft.article.clone();
    if article.id.is_empty() {
        article.id = "a".into();
    }
    let written = serde_json::to_string(&article).unwrap();
    let problems = read(&written).err().unwrap_or_default();
    let is_left = |fault: &Fault| !matches!(fault, Fault::NoSize | Fault::BadFile { .. });
    assert!(problems.iter().all(|problem| !is_left(&problem.fault)), "{what}: {problems:?}");
}

//! Reading a publisher's article with its translations, and saying of each problem where it stands.

use super::messages::Message;
use crate::article::{Article, Block, Fault, LIMITS, Position, Problem, locate, read_with};
use miette::{Diagnostic, NamedSource, SourceSpan};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;

/// An article in its original language, and its translations in the order in which it names them.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub original: Article,
    pub translations: Vec<Article>,
    /// Its pictures by the paths that its blocks name, from the root of the site.
    pub pictures: BTreeMap<String, Arc<[u8]>>,
}

#[derive(Debug, Error, Diagnostic)]
pub enum SourceError {
    #[error("{path} cannot be read: {error}")]
    #[diagnostic(help("check the name of the file, and that it is UTF-8 text"))]
    Unreadable { path: String, error: std::io::Error },
    #[error("{}", count(problems.len(), path))]
    Problems {
        path: String,
        #[related]
        problems: Vec<ProblemReport>,
    },
}

/// A [`Problem`] with the line that it stands in.
#[derive(Debug, Error, Diagnostic)]
#[error("{path}:{}:{}: {message}", position.line, position.column)]
pub struct ProblemReport {
    path: String,
    position: Position,
    message: String,
    #[help]
    help: String,
    #[source_code]
    text: Arc<NamedSource<String>>,
    #[label("{at_pointer}")]
    at: SourceSpan,
    at_pointer: String,
}

impl SourceError {
    /// The same as messages, one for each problem.
    pub fn messages(&self) -> Vec<Message> {
        match self {
            // Of the article, or of a translation that it names.
            SourceError::Unreadable { path, error } => {
                let message = format!("it cannot be read: {error}");
                vec![Message::error(Path::new(path), message, "check the name of the file, and that it is UTF-8 text")]
            }
            SourceError::Problems { problems, .. } => {
                let message = |problem: &ProblemReport| {
                    let text = Arc::from(problem.text.inner().as_str());
                    let message = Message::error(Path::new(&problem.path), &problem.message, &problem.help);
                    message.in_place(&problem.at_pointer).at(problem.position, Some(&text))
                };
                problems.iter().map(message).collect()
            }
        }
    }
}

impl Source {
    /// Reads an article and, beside it, the translations that it names.
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        let (original, _) = read_article(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut translations = Vec::new();
        for (index, translation) in original.translations.iter().enumerate() {
            let path = folder.join(&translation.file);
            let (article, text) = read_article(&path)?;
            let expected = &original.translations[index].lang;
            let problems = misaligned(&original, &article, expected);
            if !problems.is_empty() {
                return Err(report(
                    &path,
                    &text,
                    problems.into_iter().map(|(pointer, message)| (pointer.clone(), place(&text, &pointer), message, ALIGN.into())),
                ));
            }
            translations.push(article);
        }
        Ok(Source { original, translations, pictures: BTreeMap::new() })
    }

    /// Every language's article, the original first.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        std::iter::once(&self.original).chain(&self.translations)
    }
}

const ALIGN: &str = "a translation has the original's id, sections, blocks, topics and statistics, in the same order";

fn read_article(path: &Path) -> Result<(Article, String), SourceError> {
    let name = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| SourceError::Unreadable { path: name(), error })?;
    let mut unknown = Vec::new();
    let passed_over = |path: serde_ignored::Path| {
        let pointer = pointer_of(&path);
        // Editors look for the schema there.
        if pointer != "/$schema" && unknown.len() < LIMITS.problems {
            unknown.push(pointer);
        }
    };
    let read = read_with(&text, |json| serde_ignored::deserialize(json, passed_over));
    let newer = matches!(&read, Ok(article) if article.minor > crate::article::FORMAT_MINOR);
    let mut problems = match &read {
        Ok(_) => Vec::new(),
        Err(problems) => problems.clone(),
    };
    if !newer {
        let field = |pointer: String| {
            let name = pointer.rsplit('/').next().unwrap_or_default().to_owned();
            Problem { fault: Fault::UnknownField { name }, position: place(&text, &pointer), pointer }
        };
        problems.extend(unknown.into_iter().map(field));
    }
    match read {
        Ok(article) if problems.is_empty() => Ok((article, text)),
        _ => {
            problems.sort_by_key(|problem| problem.position);
            let lines =
                problems.into_iter().map(|problem| (problem.pointer, problem.position, problem.fault.to_string(), problem.fault.help()));
            Err(report(path, &text, lines))
        }
    }
}

fn place(text: &str, pointer: &str) -> Position {
    locate(text, pointer).unwrap_or_default()
}

fn report(path: &Path, text: &str, problems: impl Iterator<Item = (String, Position, String, String)>) -> SourceError {
    let path = path.display().to_string();
    let source = Arc::new(NamedSource::new(&path, text.to_owned()).with_language("json"));
    let problems = problems.map(|(pointer, position, message, help)| ProblemReport {
        path: path.clone(),
        position,
        message,
        help,
        text: source.clone(),
        at: SourceSpan::from(position.offset),
        at_pointer: pointer,
    });
    SourceError::Problems { problems: problems.collect(), path: path.clone() }
}

fn count(problems: usize, path: &str) -> String {
    if problems == 1 { format!("{path} has a problem") } else { format!("{path} has {problems} problems") }
}

/// What a translation has other than its original: pointer and message.
fn misaligned(original: &Article, translation: &Article, expected_lang: &str) -> Vec<(String, String)> {
    let mut problems = Vec::new();
    if translation.id != original.id {
        problems.push(("/id".into(), format!("the translation's id is `{}`, the original's `{}`", translation.id, original.id)));
    }
    if translation.lang != expected_lang {
        problems.push((
            "/lang".into(),
            format!("the language is `{}`, but the original names this file for `{expected_lang}`", translation.lang),
        ));
    }
    if let Some(difference) = first_difference(&skeleton(original), &skeleton(translation)) {
        problems.push(("/sections".into(), difference));
    }
    let topics = |article: &Article| article.topics.iter().map(|topic| format!("topic `{}`", topic.id)).collect::<Vec<_>>();
    if let Some(difference) = first_difference(&topics(original), &topics(translation)) {
        problems.push(("/topics".into(), difference));
    }
    let statistics = |article: &Article| {
        article.statistics.iter().map(|statistic| format!("statistic `{}` of {}", statistic.id, statistic.value)).collect::<Vec<_>>()
    };
    if let Some(difference) = first_difference(&statistics(original), &statistics(translation)) {
        problems.push(("/statistics".into(), difference));
    }
    problems
}

fn first_difference(original: &[String], translation: &[String]) -> Option<String> {
    let at = original.iter().zip(translation).position(|(a, b)| a != b);
    let at = at.or_else(|| (original.len() != translation.len()).then_some(original.len().min(translation.len())))?;
    let side = |lines: &[String]| lines.get(at).cloned().unwrap_or_else(|| "nothing more".into());
    Some(format!("here stands {}, in the original {}", side(translation), side(original)))
}

/// Sections and blocks by kind and id, in order.
fn skeleton(article: &Article) -> Vec<String> {
    fn below(blocks: &[Block], lines: &mut Vec<String>) {
        for block in blocks {
            lines.push(format!("{} `{}`", block.kind(), block.id()));
            match block {
                Block::Quote(b) => below(&b.blocks, lines),
                Block::Callout(b) => below(&b.blocks, lines),
                Block::Note(b) => below(&b.blocks, lines),
                Block::List(b) => b.items.iter().for_each(|item| below(&item.blocks, lines)),
                _ => {}
            }
        }
    }
    let mut lines = Vec::new();
    for section in &article.sections {
        lines.push(format!("section `{}`", section.id));
        below(&section.blocks, &mut lines);
    }
    lines
}

fn pointer_of(path: &serde_ignored::Path) -> String {
    use serde_ignored::Path as P;
    match path {
        P::Root => String::new(),
        P::Seq { parent, index } => format!("{}/{index}", pointer_of(parent)),
        P::Map { parent, key } => format!("{}/{}", pointer_of(parent), key.replace('~', "~0").replace('/', "~1")),
        P::Some { parent } | P::NewtypeStruct { parent } | P::NewtypeVariant { parent } => pointer_of(parent),
    }
}

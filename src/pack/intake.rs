//! Taking in a publisher's files: each becomes articles that have passed the check, or a message that says why not.
//!
//! What depends on one file alone is done for each by itself, so that cores can share it; names, which depend on the others, are
//! given in order afterwards.

use super::formats::{self, Format};
use super::glossary::Glossary;
use super::ids::{id_of, slug};
use super::images::{self, Picture};
use super::messages::Message;
use super::settings::Settings;
use super::source::Source;
use super::sources::SourceFile;
use crate::article::{Article, Block, Problem, Topic, TopicKind, check, position};
use crate::import::{Draft, Loss, Lost, Options, Spot};
use crate::reading::percent;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path};
use std::sync::Arc;

/// What became of one file.
#[derive(Debug, Default)]
pub struct Taken {
    pub articles: Vec<TakenArticle>,
    pub messages: Vec<Message>,
}

/// An article with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenArticle {
    /// The file that it came in.
    pub file: SourceFile,
    pub source: Source,
    /// Whether the file itself says the article's id, so that it may not be another.
    pub is_named: bool,
}

/// What holds for all files.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    pub settings: &'a Settings,
    /// Topics that are linked wherever they are named.
    pub glossary: Option<&'a Glossary>,
}

/// A file larger than this is no article.
const MOST_BYTES: u64 = 256 << 20;

/// Reads a file and all that belongs to it.
pub fn take_in(file: &SourceFile, rules: Rules) -> Taken {
    let path = &file.path;
    let mut taken = Taken::default();
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() > MOST_BYTES => {
            let message = format!("the file has {} MB; at most {} are read", metadata.len() >> 20, MOST_BYTES >> 20);
            taken.messages.push(Message::error(path, message, "divide it, or take large pictures out of it"));
        }
        _ if path.to_string_lossy().ends_with(".article.json") => ready_made(file, rules, &mut taken),
        _ => imported(file, rules, &mut taken),
    }
    taken
}

/// An article in the format of its own.
fn ready_made(file: &SourceFile, rules: Rules, taken: &mut Taken) {
    let mut source = match Source::read(&file.path) {
        Ok(source) => source,
        Err(error) => return taken.messages.extend(error.messages()),
    };
    let mut pictures = BTreeMap::new();
    let mut finder = Finder {
        file,
        settings: rules.settings,
        embedded: HashMap::new(),
        pictures: &mut pictures,
        messages: &mut taken.messages,
        text: &|| None,
    };
    for article in std::iter::once(&mut source.original).chain(&mut source.translations) {
        finder.resolve(article);
    }
    source.pictures = pictures;
    if let Some(glossary) = rules.glossary {
        let mut articles: Vec<&mut Article> = std::iter::once(&mut source.original).chain(&mut source.translations).collect();
        glossary.link_together(&mut articles);
    }
    taken.articles.push(TakenArticle { file: file.clone(), source, is_named: true });
}

fn imported(file: &SourceFile, rules: Rules, taken: &mut Taken) {
    let path = &file.path;
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return taken.messages.push(Message::error(path, format!("it cannot be read: {error}"), "check that you may read it"));
        }
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let options = Options { lang: rules.settings.lang.clone(), punctuation: rules.settings.punctuation };
    let read = formats::import(&name, &bytes, &options);
    // Shown beside a message, where the file is text; decoded when the first one wants it.
    let held = OnceCell::new();
    let text = || -> Option<Arc<str>> { held.get_or_init(|| formats::text_of(&name, &bytes).map(Arc::from)).clone() };
    let imported = match read {
        Ok(imported) => imported,
        Err(error) => return taken.messages.push(Message::of_import(path, &error, text().as_ref())),
    };
    if let Some(encoding) = imported.encoding {
        taken.messages.push(Message::note(path, format!("read as {encoding}; UTF-8 is read without a guess")));
    }
    let is_one = imported.drafts.len() == 1 && imported.format != Format::Feed;
    for draft in imported.drafts {
        if draft.is_unpublished {
            taken.messages.push(Message::note(path, "passed over: its head says that it is a draft"));
            continue;
        }
        let shown = |loss: &Loss| if matches!(loss.at, Spot::At(_)) { text() } else { None };
        let losses = draft.losses.iter().map(|loss| Message::of_loss(path, loss, shown(loss).as_ref()));
        taken.messages.extend(losses);
        article(file, draft, is_one, rules, &text, taken);
    }
}

fn article(file: &SourceFile, draft: Draft, is_one: bool, rules: Rules, text: &dyn Fn() -> Option<Arc<str>>, taken: &mut Taken) {
    let Draft { mut article, files, tags, .. } = draft;
    article.lang = settled(&article.lang, &rules.settings.languages);
    let is_named = !article.id.is_empty();
    if !is_named {
        article.id = id_of(rules.settings.ids, &article, &file.path, is_one);
    }
    for tag in tags {
        add_tag(&mut article, &tag);
    }
    let mut pictures = BTreeMap::new();
    let embedded = files.into_iter().map(|file| (file.name, file.content)).collect();
    Finder { file, settings: rules.settings, embedded, pictures: &mut pictures, messages: &mut taken.messages, text }.resolve(&mut article);
    if let Some(glossary) = rules.glossary {
        glossary.link(&mut article);
    }
    let problems = check(&article);
    if !problems.is_empty() {
        return taken.messages.extend(problems.iter().map(|problem| unfit(&file.path, problem)));
    }
    let source = Source { original: article, translations: Vec::new(), pictures };
    taken.articles.push(TakenArticle { file: file.clone(), source, is_named });
}

/// The tag under which a site has a language: its own spelling of it if it has one, else without the region, which says little of a text.
/// Chinese is told apart by its script.
fn settled(lang: &str, languages: &[String]) -> String {
    let same = |tag: &str| {
        let mut parts = tag.split('-').map(str::to_ascii_lowercase);
        let primary = parts.next().unwrap_or_default();
        let script = match primary.as_str() {
            "zh" if parts.any(|part| matches!(part.as_str(), "hant" | "tw" | "hk" | "mo")) => "-Hant",
            "zh" => "-Hans",
            _ => "",
        };
        primary + script
    };
    let wanted = same(lang);
    languages.iter().find(|tag| same(tag) == wanted).cloned().unwrap_or(wanted)
}

/// A tag is a topic of which nothing but the name is known.
fn add_tag(article: &mut Article, tag: &str) {
    let id = slug(tag);
    if tag.is_empty() || id.is_empty() || article.topics.iter().any(|topic| topic.id == id || topic.name == tag) {
        return;
    }
    article.topics.push(Topic {
        id,
        kind: TopicKind::Term,
        name: tag.to_owned(),
        aliases: Vec::new(),
        reading: None,
        summary: String::new(),
        relations: Vec::new(),
    });
}

/// An article that a file gave and that does not hold what every article must.
fn unfit(path: &Path, problem: &Problem) -> Message {
    Message::error(path, problem.fault.to_string(), problem.fault.help()).in_place(&problem.pointer)
}

/// Finds the pictures of an article: in its file, beside it, or on hosts that the publisher allows.
struct Finder<'a> {
    file: &'a SourceFile,
    settings: &'a Settings,
    embedded: HashMap<String, Vec<u8>>,
    pictures: &'a mut BTreeMap<String, Arc<[u8]>>,
    messages: &'a mut Vec<Message>,
    /// The file's text, if it is one.
    text: &'a dyn Fn() -> Option<Arc<str>>,
}

impl Finder<'_> {
    fn resolve(&mut self, article: &mut Article) {
        for section in &mut article.sections {
            self.resolve_below(&mut section.blocks);
        }
    }

    fn resolve_below(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain_mut(|block| match block {
            Block::Image(image) => match self.found(&image.src) {
                Ok(Found::Here { name, width, height }) => {
                    (image.src, image.width, image.height) = (name, width, height);
                    true
                }
                Ok(Found::Elsewhere) if image.width > 0 && image.height > 0 => true,
                Ok(Found::Elsewhere) => {
                    self.lost(&image.src, &image.alt, "its width and height are not said, and it is not fetched to find out")
                }
                Err(reason) => self.lost(&image.src, &image.alt, &reason),
            },
            Block::Quote(b) => self.kept(&mut b.blocks),
            Block::Callout(b) => self.kept(&mut b.blocks),
            Block::Note(b) => self.kept(&mut b.blocks),
            Block::List(b) => {
                b.items.iter_mut().for_each(|item| self.resolve_below(&mut item.blocks));
                true
            }
            _ => true,
        });
    }

    fn kept(&mut self, blocks: &mut Vec<Block>) -> bool {
        self.resolve_below(blocks);
        true
    }

    fn lost(&mut self, src: &str, alt: &str, reason: &str) -> bool {
        let mut loss = Loss::new(Lost::Picture { src: src.to_owned(), reason: reason.to_owned() }).with_words(alt);
        let text = (self.text)();
        // Blocks do not know where they stood: there, most likely.
        if let Some((text, offset)) = text.as_ref().and_then(|text| Some((text, text.find(src)?))) {
            loss.at = Spot::At(position(text, offset));
        }
        self.messages.push(Message::of_loss(&self.file.path, &loss, text.as_ref()));
        false
    }

    fn found(&mut self, src: &str) -> Result<Found, String> {
        if let Some(content) = self.embedded.get(src).cloned() {
            return self.taken(src, &content);
        }
        match src.split_once(':') {
            Some(("https", rest)) => return self.is_allowed(rest).map(|()| Found::Elsewhere),
            // One letter is a drive of Windows, which is no folder beside the article either.
            Some(_) => return Err("only files beside the article and https: are taken".into()),
            None => {}
        }
        let name = percent::decode(&src.split(['?', '#']).next().unwrap_or_default().replace('+', "%2B"));
        let is_relative =
            Path::new(&name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir));
        if name.is_empty() || !is_relative {
            return Err("it names no file beside the article".into());
        }
        let path = self.file.path.parent().unwrap_or(Path::new("")).join(&name);
        let real = |path: &Path| {
            std::fs::canonicalize(path).map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => format!("there is no {}", path.display()),
                _ => format!("{} cannot be read: {error}", path.display()),
            })
        };
        // An article may come from a stranger: it takes nothing from elsewhere on the publisher's disk.
        if !real(&path)?.starts_with(real(&self.file.root)?) {
            return Err(format!("{} is outside {}", path.display(), self.file.root.display()));
        }
        let content = std::fs::read(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        self.taken(src, &content)
    }

    fn is_allowed(&self, address: &str) -> Result<(), String> {
        let host = address.trim_start_matches('/').split(['/', ':', '?', '#']).next().unwrap_or_default();
        if self.settings.image_hosts.iter().any(|allowed| allowed == host) {
            return Ok(());
        }
        Err(format!("pictures of {host} are not allowed; add it to image_hosts in offprint.toml, or save the picture beside the file"))
    }

    fn taken(&mut self, src: &str, content: &[u8]) -> Result<Found, String> {
        let Picture { kind, content, width, height } = images::picture(content).map_err(|error| error.to_string())?;
        let stem = slug(src.rsplit(['/', '\\']).next().unwrap_or(src).rsplit_once('.').map_or(src, |(stem, _)| stem));
        let stem = if stem.is_empty() { "picture".to_owned() } else { stem };
        let name = format!("images/{}", super::hash::hashed_name(&format!("{stem}.{}", kind.ending()), &content));
        self.pictures.insert(name.clone(), content.into());
        Ok(Found::Here { name, width, height })
    }
}

enum Found {
    Here { name: String, width: u32, height: u32 },
    Elsewhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_called_as_the_site_calls_it() {
        let site = ["zh-Hans".to_owned(), "en-GB".to_owned()];
        for (lang, expected) in [
            ("zh-CN", "zh-Hans"),
            ("zh", "zh-Hans"),
            ("zh-TW", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("en-US", "en-GB"),
            ("ja-JP", "ja"),
            ("und", "und"),
        ] {
            assert_eq!(settled(lang, &site), expected, "{lang}");
        }
        assert_eq!(settled("en-US", &[]), "en");
    }
}

//! `offprint.toml`: what a publisher says of the site as a whole.

use super::glossary::{Glossary, GlossaryError};
use super::ids::IdRule;
use super::nearest::nearest;
use crate::article::Target;
use crate::import::Punctuation;
use miette::{Diagnostic, NamedSource, SourceSpan};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name of the site, on every page and in every tab; the first article's outlet when left out.
    pub title: Localised,
    /// Tags of the languages to publish, the original first; every language of the articles when left out.
    pub languages: Vec<String>,
    /// Where the site will stand: `https://example.org/articles/`.
    pub base_url: Option<String>,
    /// What is new in this edition.
    pub edition_note: Localised,
    /// Pictures that a browser shows to whoever is about to install the site.
    pub screenshots: Vec<Screenshot>,
    /// The one colour beside paper and ink: `#b02d1e`. Made darker or lighter where it would be hard to read.
    pub accent: Option<String>,
    /// Hosts from which pages may show pictures: `media.example.org`. None when left out.
    pub image_hosts: Vec<String>,
    /// File of the topics that are linked in all articles, from the folder of the settings.
    pub topics: Option<PathBuf>,
    /// Lines at the foot of every page, such as the filing number that sites in China show.
    pub footer: Vec<FooterLine>,
    /// What the id of an article is made of whose file says none: `file`, `title` or `date-title`.
    pub ids: IdRule,
    /// Tag of the language of files that do not say theirs and whose text does not tell.
    pub lang: Option<String>,
    /// `chinese`: between Han characters, ASCII marks become those of Chinese print.
    pub punctuation: Punctuation,
    /// Where the file lies; what it names is found from there.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// Words at the foot of every page, with or without a link.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterLine {
    pub text: Localised,
    /// `https:`, `http:`, `mailto:` or `tel:`.
    #[serde(default)]
    pub link: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screenshot {
    /// Of a PNG, JPEG or WebP, from the folder of the settings.
    pub file: String,
    /// In pixels: `1280x800`.
    pub size: String,
    /// What is in the file.
    #[serde(skip)]
    pub content: Vec<u8>,
}

impl Screenshot {
    pub fn media_type(&self) -> Option<&'static str> {
        match self.file.rsplit_once('.')?.1 {
            "png" => Some("image/png"),
            "jpg" | "jpeg" => Some("image/jpeg"),
            "webp" => Some("image/webp"),
            _ => None,
        }
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> Option<(u32, u32)> {
        let (width, height) = self.size.split_once('x')?;
        Some((width.parse().ok()?, height.parse().ok()?))
    }
}

/// Words that are the same in every language, or differ: `title = "…"` or `[title]` with a line for each tag.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Localised {
    Same(String),
    Each(BTreeMap<String, String>),
}

impl Default for Localised {
    fn default() -> Self {
        Localised::Same(String::new())
    }
}

impl Localised {
    pub fn is_empty(&self) -> bool {
        matches!(self, Localised::Same(words) if words.is_empty())
    }

    pub fn in_language(&self, lang: &str) -> &str {
        match self {
            Localised::Same(words) => words,
            Localised::Each(words) => words.get(lang).map_or("", String::as_str),
        }
    }
}

#[derive(Debug, Error, Diagnostic)]
pub enum SettingsError {
    #[error("{path} cannot be read: {error}")]
    #[diagnostic(help("write one, with at least `title = \"…\"`, or name another file with --settings"))]
    Missing { path: String, error: std::io::Error },
    #[error("{message}")]
    #[diagnostic(help("{}", help_with(message)))]
    Invalid {
        message: String,
        #[source_code]
        text: Arc<NamedSource<String>>,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("`{base_url}` is not the address of a site")]
    #[diagnostic(help("write https://, the host, and a slash at the end: https://example.org/articles/"))]
    BadBaseUrl { base_url: String },
    #[error("`{colour}` is not a colour")]
    #[diagnostic(help("write six hex digits behind a #: accent = \"#b02d1e\""))]
    BadColour { colour: String },
    #[error("`{host}` in `image_hosts` is not the name of a host")]
    #[diagnostic(help("write the name alone, without https:// and without a path: media.example.org"))]
    BadHost { host: String },
    #[error("`{link}` in `footer` is not a link that may be followed")]
    #[diagnostic(help("write a whole address: https://beian.miit.gov.cn/"))]
    BadLink { link: String },
    #[error("`{tag}` in `languages` is not a language tag")]
    #[diagnostic(help("write a BCP 47 tag such as zh-Hans or en"))]
    BadLanguage { tag: String },
    #[error("the screenshot {file} cannot be read: {error}")]
    #[diagnostic(help("write its path from the folder of offprint.toml, or take it out of `screenshots`"))]
    NoScreenshot { file: String, error: std::io::Error },
    #[error("the screenshot {file} is no picture of {size} pixels")]
    #[diagnostic(help("name a PNG, JPEG or WebP, and its size as width and height with an x between: 1280x800"))]
    BadScreenshot { file: String, size: String },
    #[error("`{key}` has no words for `{lang}`")]
    #[diagnostic(help("add a line `{lang} = \"…\"` to [{key}] in offprint.toml"))]
    NoWords { key: &'static str, lang: String },
}

impl Settings {
    /// The settings in a file; what every site has when the file is not there and nobody has named it.
    pub fn read_or_default(path: &Path) -> Result<Self, SettingsError> {
        match Self::read(path) {
            Err(SettingsError::Missing { error, .. }) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            read => read,
        }
    }

    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| SettingsError::Missing { path: name.clone(), error })?;
        let mut settings = Self::parse(&name, &text)?;
        settings.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        for Screenshot { file, content, .. } in &mut settings.screenshots {
            let picture = settings.folder.join(&file);
            *content = std::fs::read(picture).map_err(|error| SettingsError::NoScreenshot { file: file.clone(), error })?;
        }
        Ok(settings)
    }

    fn parse(name: &str, text: &str) -> Result<Self, SettingsError> {
        let settings: Settings = toml::from_str(text).map_err(|error| SettingsError::Invalid {
            message: error.message().to_owned(),
            text: Arc::new(NamedSource::new(name, text.to_owned())),
            at: error.span().unwrap_or(0..0).into(),
        })?;
        if let Some(colour) = settings.accent.iter().find(|colour| !is_colour(colour)) {
            return Err(SettingsError::BadColour { colour: colour.clone() });
        }
        if let Some(host) = settings.image_hosts.iter().find(|host| !is_host(host)) {
            return Err(SettingsError::BadHost { host: host.clone() });
        }
        let is_followed = |link: &&String| matches!(Target::parse(link), Some(Target::Outside(_)));
        if let Some(link) = settings.footer.iter().filter_map(|line| line.link.as_ref()).find(|link| !is_followed(link)) {
            return Err(SettingsError::BadLink { link: link.clone() });
        }
        if let Some(tag) = settings.languages.iter().chain(&settings.lang).find(|tag| !crate::article::is_language_tag(tag)) {
            return Err(SettingsError::BadLanguage { tag: tag.clone() });
        }
        if let Some(Screenshot { file, size, .. }) =
            settings.screenshots.iter().find(|picture| picture.media_type().is_none() || picture.pixels().is_none())
        {
            return Err(SettingsError::BadScreenshot { file: file.clone(), size: size.clone() });
        }
        Ok(settings)
    }

    /// The file of the settings with those that it names.
    pub fn files(&self, own: &Path) -> Vec<PathBuf> {
        let named = self.topics.iter().cloned().chain(self.screenshots.iter().map(|picture| picture.file.clone().into()));
        std::iter::once(own.to_owned()).chain(named.map(|file| self.folder.join(file))).collect()
    }

    /// The topics that are linked in all articles, if there are any.
    pub fn glossary(&self) -> Result<Option<Glossary>, GlossaryError> {
        self.topics.as_ref().map(|file| Glossary::read(&self.folder.join(file))).transpose()
    }

    /// The base URL in force: the one given on the command line, unless it is empty, or else that of the file.
    pub fn with_base_url(mut self, base_url: Option<String>) -> Result<Self, SettingsError> {
        self.base_url = base_url.filter(|url| !url.is_empty()).or(self.base_url);
        match &self.base_url {
            Some(base_url) if !is_base_url(base_url) => Err(SettingsError::BadBaseUrl { base_url: base_url.clone() }),
            _ => Ok(self),
        }
    }
}

pub(super) const KEYS: [&str; 12] = [
    "title",
    "languages",
    "base_url",
    "edition_note",
    "screenshots",
    "accent",
    "image_hosts",
    "topics",
    "footer",
    "ids",
    "lang",
    "punctuation",
];

/// What to do about a file that could not be read, out of what its reader says.
fn help_with(message: &str) -> String {
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
    // Those that it expects stand behind, in marks of their own.
    let nearest = unknown.and_then(|(key, rest)| nearest(key, rest.split('`').skip(1).step_by(2)));
    match nearest {
        Some(key) => format!("did you mean `{key}`?"),
        None => format!("the keys are {}", KEYS.join(", ")),
    }
}

fn is_colour(colour: &str) -> bool {
    colour.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    host.contains('.') && host.split('.').all(is_label)
}

fn is_base_url(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '"' | '\'' | '<' | '>' | '\\');
    host.is_some_and(|rest| rest.len() > 1 && !rest.starts_with('/') && rest.ends_with('/') && rest.chars().all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_for_all_languages_or_one_for_each() {
        let same = Settings::parse("offprint.toml", "title = \"抽印本\"").unwrap();
        assert_eq!(same.title.in_language("en"), "抽印本");
        let each = Settings::parse("offprint.toml", "[title]\nzh-Hans = \"抽印本\"\nen = \"Offprint\"").unwrap();
        assert_eq!(each.title.in_language("en"), "Offprint");
        assert_eq!(each.title.in_language("fr"), "");
    }

    #[test]
    fn a_misspelt_key_is_an_error_that_shows_its_place() {
        let error = Settings::parse("offprint.toml", "title = \"x\"\nbase_ulr = \"https://example.org/\"\n").unwrap_err();
        assert_eq!(error.help().unwrap().to_string(), "did you mean `base_url`?");
        let SettingsError::Invalid { message, at, .. } = error else { panic!("{error:?}") };
        assert!(message.contains("base_ulr"), "{message}");
        assert_eq!(at.offset(), 12);
    }

    #[test]
    fn a_screenshot_is_a_picture_with_its_size() {
        let parse = |file: &str, size: &str| {
            Settings::parse("offprint.toml", &format!("title = \"x\"\n[[screenshots]]\nfile = \"{file}\"\nsize = \"{size}\"\n"))
        };
        assert_eq!(parse("a.webp", "1280x800").unwrap().screenshots[0].pixels(), Some((1280, 800)));
        for (file, size) in [("a.gif", "1280x800"), ("webp", "1x1"), ("a.png", "1280"), ("a.png", "x"), ("a.png", "-1x2")] {
            assert!(matches!(parse(file, size), Err(SettingsError::BadScreenshot { .. })), "{file} {size}");
        }
    }

    #[test]
    fn a_base_url_is_a_whole_address_that_ends_in_a_slash() {
        let with = |url: &str| Settings::default().with_base_url(Some(url.into()));
        assert!(with("https://example.org/").is_ok());
        assert!(with("https://example.org/a/b/").is_ok());
        assert_eq!(with("").unwrap().base_url, None);
        let stated = Settings { base_url: Some("https://stated.example/".into()), ..Settings::default() };
        let in_force = |given: &str| stated.clone().with_base_url(Some(given.into())).unwrap().base_url.unwrap();
        assert_eq!(in_force(""), "https://stated.example/");
        assert_eq!(in_force("https://given.example/"), "https://given.example/");
        for bad in
            ["example.org/", "https://example.org", "https://example.org/a?b/", "https:///", "javascript://x/", "https://example.org/\"/"]
        {
            assert!(with(bad).is_err(), "{bad}");
        }
    }
}

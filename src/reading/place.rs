//! Where a reader is on a page, so that Back, and a later visit, lead there even if the page has grown above it.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Id of the block at the top of the window; `None` above the first one and on pages without blocks.
    pub block: Option<String>,
    /// CSS pixels from the block's top, or the page's, down to the top of the window.
    pub offset_px: f64,
}

/// How far this device has come in each article, the one read last first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(pub Vec<(String, String)>);

impl Places {
    /// Lines of an article's id and a block's id; whatever else is stored is passed over.
    pub fn parse(stored: &str) -> Self {
        let is_id = crate::article::is_id;
        let place = |line: &str| {
            let (article, block) = line.split_once(' ')?;
            (is_id(article) && is_id(block)).then(|| (article.to_owned(), block.to_owned()))
        };
        Places(stored.lines().filter_map(place).collect())
    }

    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (article, block) in &self.0 {
            text.push_str(article);
            text.push(' ');
            text.push_str(block);
            text.push('\n');
        }
        text
    }

    /// The block at which an article was left.
    pub fn block(&self, article: &str) -> Option<&str> {
        self.0.iter().find(|(read, _)| read == article).map(|(_, block)| block.as_str())
    }

    pub fn keep(&mut self, article: &str, block: &str) {
        self.forget(article);
        self.0.insert(0, (article.to_owned(), block.to_owned()));
    }

    pub fn forget(&mut self, article: &str) {
        self.0.retain(|(read, _)| read != article);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_as_they_were_stored_the_last_one_first() {
        let mut places = Places::default();
        places.keep("qinyuan", "grid");
        places.keep("other", "p1");
        places.keep("qinyuan", "corn");
        assert_eq!(Places::parse(&places.to_text()), places);
        assert_eq!(places.block("qinyuan"), Some("corn"));
        assert_eq!(places.0.len(), 2);
        places.forget("qinyuan");
        assert_eq!(places.to_text(), "other p1\n");
    }

    #[test]
    fn whatever_is_stored_gives_places() {
        for stored in ["", "null", "x", "x \n", "A b\n", "x <b>\n"] {
            assert_eq!(Places::parse(stored), Places::default(), "{stored:?}");
        }
    }
}

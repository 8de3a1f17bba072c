//! What a reader prefers, kept on the device. Missing or unreadable preferences are the defaults.

/// Stored as words, `theme=dark`, a blank between two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    pub theme: Theme,
    pub size: Size,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    Light,
    Dark,
}

/// Of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    Small,
    #[default]
    Medium,
    Large,
    Huge,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    pub fn named(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Size {
    pub const ALL: [Size; 4] = [Size::Small, Size::Medium, Size::Large, Size::Huge];

    pub fn named(name: &str) -> Option<Size> {
        Size::ALL.into_iter().find(|size| size.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Size::Small => "small",
            Size::Medium => "medium",
            Size::Large => "large",
            Size::Huge => "huge",
        }
    }
}

impl Preferences {
    pub fn parse(stored: &str) -> Self {
        let mut preferences = Preferences::default();
        for (key, value) in stored.split(' ').filter_map(|word| word.split_once('=')) {
            preferences.set(key, value);
        }
        preferences
    }

    /// Takes over one preference by its stored words; what is not known stands for the default.
    pub fn set(&mut self, key: &str, value: &str) {
        match key {
            "theme" => self.theme = Theme::named(value).unwrap_or_default(),
            "size" => self.size = Size::named(value).unwrap_or_default(),
            _ => {}
        }
    }

    /// The stored words of one preference.
    pub fn text_of(&self, key: &str) -> &'static str {
        match key {
            "theme" => self.theme.name(),
            "size" => self.size.name(),
            _ => "",
        }
    }

    pub fn to_text(&self) -> String {
        let mut text = "theme=".to_owned();
        text.push_str(self.theme.name());
        text.push_str(" size=");
        text.push_str(self.size.name());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_come_back_as_they_were_stored() {
        let chosen = Preferences { theme: Theme::Dark, size: Size::Huge };
        assert_eq!(Preferences::parse(&chosen.to_text()), chosen);
    }

    #[test]
    fn whatever_is_stored_gives_preferences() {
        for stored in ["", "null", "theme", "theme=", "theme=sepia", "=dark", "size=9", "\u{0}"] {
            assert_eq!(Preferences::parse(stored), Preferences::default(), "{stored:?}");
        }
        assert_eq!(Preferences::parse("measure=2 theme=dark").theme, Theme::Dark);
    }
}

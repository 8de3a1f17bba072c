//! What a reader prefers, kept on the device. Missing or unreadable preferences are the defaults.

/// Stored as words, `theme=dark`, a blank between two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    pub theme: Theme,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    Light,
    Dark,
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

impl Preferences {
    pub fn parse(stored: &str) -> Self {
        let mut preferences = Preferences::default();
        for (key, value) in stored.split(' ').filter_map(|word| word.split_once('=')) {
            if key == "theme" {
                preferences.theme = Theme::named(value).unwrap_or_default();
            }
        }
        preferences
    }

    pub fn to_text(&self) -> String {
        format!("theme={}", self.theme.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_come_back_as_they_were_stored() {
        let dark = Preferences { theme: Theme::Dark };
        assert_eq!(Preferences::parse(&dark.to_text()), dark);
    }

    #[test]
    fn whatever_is_stored_gives_preferences() {
        for stored in ["", "null", "theme", "theme=", "theme=sepia", "=dark", "\u{0}"] {
            assert_eq!(Preferences::parse(stored), Preferences::default(), "{stored:?}");
        }
        assert_eq!(Preferences::parse("size=2 theme=dark").theme, Theme::Dark);
    }
}

//! What a device keeps of the site for times without a network, as the page's script tells it.

/// All that is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    pub is: Kept,
    /// What the kept files take: `0.7 MB`.
    pub size: String,
    /// What the browser still has room for; empty when it does not say.
    pub room: String,
    /// The browser has promised not to clear it away by itself.
    pub persists: bool,
    /// The browser would install the site as an app.
    pub installs: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nobody has told yet.
    #[default]
    Unknown,
    /// This browser, or this place, cannot keep anything.
    Impossible,
    /// Nothing, as the reader or their device wants it.
    Off,
    /// On its way.
    Keeping,
    Kept,
    /// There is no room.
    Full,
    /// It did not work: a network that broke off, a host without the worker.
    Failed,
}

impl Keeping {
    /// Words such as `is=kept size=0.7 MB`, a line each; what is not known is passed over.
    pub fn parse(told: &str) -> Self {
        let mut keeping = Keeping::default();
        for (name, value) in told.lines().filter_map(|word| word.split_once('=')) {
            match name {
                "is" => {
                    keeping.is = match value {
                        "off" => Kept::Off,
                        "keeping" => Kept::Keeping,
                        "kept" => Kept::Kept,
                        "full" => Kept::Full,
                        "failed" => Kept::Failed,
                        "impossible" => Kept::Impossible,
                        _ => Kept::Unknown,
                    }
                }
                "size" => keeping.size = value.to_owned(),
                "room" => keeping.room = value.to_owned(),
                "persists" => keeping.persists = value == "true",
                "installs" => keeping.installs = value == "true",
                _ => {}
            }
        }
        keeping
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_and_the_rest_passed_over() {
        let told = "is=kept\ninstalls=true\nsize=0.7 MB\nroom=12 GB\npersists=false\nmood=good";
        let expected = Keeping { is: Kept::Kept, size: "0.7 MB".into(), room: "12 GB".into(), persists: false, installs: true };
        assert_eq!(Keeping::parse(told), expected);
        assert_eq!(Keeping::parse("is=else\nsize"), Keeping::default());
    }
}

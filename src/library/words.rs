//! The words of the interface: what can be said, and, in a bundle, how its language says it.
//!
//! The packer has a file for each language, `pack/words/`; a word that one of them lacks does not compile. The reader gets the words of one
//! language with the bundle.

use std::ops::Index;

macro_rules! words {
    ($($word:ident)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word { $($word),* }

        impl Word {
            /// In the order in which bundles list them.
            pub const ALL: &[Word] = &[$(Word::$word),*];
        }
    };
}

words! {
    Skip Home Pages Article Articles Topics Numbers Search About Shelf Contents
    SearchHint SearchAllHint SearchHelp SearchNeedsScript Hits HitsOne HitsMany HitsNone AllHits SearchAll Clear ByPinyin OnlySome Suggested
    Marked PreviousMark NextMark Unmark
    FullSite WholeArticle Back
    StartReading Continue Minutes BasedOn KeyNumbers AllNumbers AllTopics
    ParagraphLink PreviousSection NextSection Beside NotBeside Note BackToText Done NotDone
    Person Place Organisation Project Programme Measure Term
    PartOf LocatedIn CarriedOutBy Includes Holds CarriesOut SameParagraph Aliases Mentioned
    NumbersIntro Subject Value Unit When Stated
    ShelfIntro ShelfEmpty LeftAt Forget
    TopicMap
    Colophon Source SourceNote Written WrittenText Rights Published Languages Edition EditionNote
    Copy SaveCopy CopyText
    Share ShareText ShareOpen
    AboutOffprint AboutOffprintText Privacy PrivacyText


      NewEdition Update
    Keyboard Theme ThemeAuto ThemeLight ThemeDark Size SizeSmall SizeMedium SizeLarge SizeHuge
    Lost LostText PageFailed OpenDirectly ReaderFailed Reload NotKept
}

/// The interface in one language. `{}` in a word stands for what is filled in, in order.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Words(pub Vec<String>);

impl Index<Word> for Words {
    type Output = str;

    /// Empty in a bundle that an older packer has written.
    fn index(&self, word: Word) -> &str {
        self.0.get(word as usize).map_or("", String::as_str)
    }
}

impl Words {
    /// A word with its gaps filled in.
    pub fn fill(&self, word: Word, values: &[&str]) -> String {
        let mut filled = String::new();
        let mut values = values.iter();
        for (index, part) in self[word].split("{}").enumerate() {
            if index > 0 {
                filled.push_str(values.next().copied().unwrap_or_default());
            }
            filled.push_str(part);
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_order() {
        let mut words = Words(vec![String::new(); Word::ALL.len()]);
        words.0[Word::BasedOn as usize] = "{} of {}".into();
        words.0[Word::Clear as usize] = "no gap".into();
        assert_eq!(words.fill(Word::BasedOn, &["3", "21"]), "3 of 21");
        assert_eq!(words.fill(Word::Clear, &["3"]), "no gap");
    }
}

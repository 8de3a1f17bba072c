//! Names in the order of a dictionary: Han characters by how they are read, other letters as they are folded.

use super::fold::Folder;
use super::pinyin::Readings;
use crate::library::Lexicon;

/// Makes keys of names; sorted by their keys, the names stand as in a dictionary.
pub struct Collator {
    folder: Folder,
    readings: Readings,
}

impl Collator {
    pub fn new(lexicon: &Lexicon) -> Collator {
        Collator { folder: Folder::new(lexicon), readings: Readings::new(&lexicon.readings) }
    }

    pub fn key(&self, name: &str) -> String {
        let mut key = String::new();
        for c in self.folder.fold(name).chars {
            match self.readings.first(c) {
                // The space sorts before all letters: a shorter syllable comes first.
                Some(reading) => key.extend(reading.chars().chain([' '])),
                None => key.push(c),
            }
        }
        key
    }
}

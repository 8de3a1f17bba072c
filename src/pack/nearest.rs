//! Which known word was meant by one that is not known.

/// The word most like a misspelt one, if any is like it at all: an edit for every three letters, a transposition counting as one.
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let distance = |known: &'a str| {
        let letters = word.chars().count().max(known.chars().count());
        let distance = strsim::osa_distance(&word, &known.to_lowercase());
        (distance <= letters / 3).then_some((distance, known))
    };
    // The first of those that are equally near.
    among.into_iter().filter_map(distance).min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_the_one_that_was_meant() {
        let keys = ["id", "kind", "name", "aliases", "relations"];
        for (word, meant) in [("aliasses", "aliases"), ("alias", "aliases"), ("nmae", "name"), ("Relation", "relations"), ("kid", "id")] {
            assert_eq!(nearest(word, keys), Some(meant), "{word}");
        }
    }

    #[test]
    fn a_word_like_none_of_them_finds_nothing() {
        assert_eq!(nearest("description", ["id", "kind", "name"]), None);
        assert_eq!(nearest("县", ["person", "place"]), None);
    }
}

//! Contrast in both themes, with more of it, and in colours that the system sets.

use super::visit::{Look, is_right};

#[test]
fn every_text_stands_out_in_both_themes() {
    is_right(Look::Texts);
}

#[test]
fn fields_marks_of_what_is_chosen_and_the_lines_of_pictures_stand_out_in_both_themes() {
    is_right(Look::Parts);
}

#[test]
fn who_asks_for_more_contrast_gets_seven_to_one_and_lines_to_be_seen() {
    is_right(Look::MoreContrast);
}

#[test]
fn in_the_systems_colours_texts_pictures_and_what_is_chosen_are_seen() {
    is_right(Look::ForcedColours);
}

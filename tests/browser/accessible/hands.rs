//! Hands that are not steady, and eyes that do not bear movement.

use super::visit::{Look, is_right};

#[test]
fn targets_are_large_enough_or_apart_or_in_a_sentence() {
    is_right(Look::Targets);
}

#[test]
fn nothing_moves_where_less_movement_is_asked_for() {
    is_right(Look::Stillness);
}

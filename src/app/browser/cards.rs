//! The card of a mention: opened beside the word that was pressed.

use super::document::{document, element, focus_without_scroll};
use super::events::{is_plain, knows_popovers, link_of, on_document};
use crate::view::ids;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

/// Hands over the topic of a mention that is chosen by a plain click or by Enter. Where popovers are unknown, it is a link like any other.
pub fn on_mention(choose: impl Fn(String) + 'static) {
    on_document("click", move |event: MouseEvent| {
        let Some(mention) = link_of(&event).filter(|_| is_plain(&event)) else { return };
        let knows = document().document_element().is_some_and(|root| knows_popovers(&root));
        if !knows || !mention.matches(".mention").unwrap_or_default() {
            return;
        }
        // It leads to the topic's page, whose folder has the topic's name.
        let href = mention.get_attribute("href").unwrap_or_default();
        let Some(topic) = href.trim_end_matches('/').rsplit('/').next().map(str::to_owned) else { return };
        event.prevent_default();
        if let Ok(Some(before)) = document().query_selector("[data-anchor]") {
            let _ = before.remove_attribute("data-anchor");
        }
        // The style places the card beside it; beside the picture, since what is within one has no place that the style knows.
        let picture = mention.closest("svg").ok().flatten();
        let _ = picture.unwrap_or(mention).set_attribute("data-anchor", "");
        choose(topic);
    });
}

/// Shows the card, once it is filled. The keyboard starts at its link, and returns to the mention when the card closes. Not by
/// `autofocus`, which browsers do not allow in a frame of another origin.
pub fn show_card() {
    let Some(card) = element(ids::CARD) else { return };
    let _ = card.show_popover();
    if let Ok(Some(further)) = card.query_selector(".further") {
        focus_without_scroll(further.unchecked_ref());
    }
}

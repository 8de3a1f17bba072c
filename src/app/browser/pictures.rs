//! Walking through a picture by the arrow keys, and saving its table.

use super::document::{document, focus_without_scroll};
use super::events::on_document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent};

/// One part of a picture is a stop of the Tab key; from there the arrow keys lead to the others, Home and End to the first and last.
pub fn on_picture_keys() {
    on_document("keydown", |event: KeyboardEvent| {
        let Some((picture, part)) = part_of(&event) else { return };
        let Ok(parts) = picture.query_selector_all(".part") else { return };
        let many = parts.length();
        let part_at = |at: u32| parts.get(at).and_then(|part| part.dyn_into::<Element>().ok());
        let Some(here) = (0..many).find(|at| part_at(*at).as_ref() == Some(&part)) else { return };
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (here + 1).min(many - 1),
            "ArrowLeft" | "ArrowUp" => here.saturating_sub(1),
            "Home" => 0,
            "End" => many - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = part_at(next) {
            // A link is a stop of its own.
            if !part.has_attribute("href") {
                let _ = part.remove_attribute("tabindex");
            }
            let _ = next.set_attribute("tabindex", "0");
            // An element of a drawing takes the focus as any other does.
            focus_without_scroll(next.unchecked_ref::<HtmlElement>());
        }
    });
}

fn part_of(event: &Event) -> Option<(Element, Element)> {
    let part = event.target()?.dyn_into::<Element>().ok()?.closest(".part").ok()??;
    Some((part.closest("svg").ok()??, part))
}

/// Hands the table above a button to the browser as a file, in UTF-8 with its mark, without which spreadsheets take it for something else.
pub fn on_csv() {
    on_document("click", |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(button) = target.filter(|target| target.get_attribute("data-do").as_deref() == Some("csv")) else { return };
        let figure = button.closest("figure").ok().flatten();
        if let Some(figure) = figure {
            let _ = save(&figure);
        }
    });
}

fn save(figure: &Element) -> Option<()> {
    let mut csv = String::from("\u{feff}");
    for row in elements(figure, "tr") {
        let cells = elements(&row, "th, td").into_iter().map(|cell| cell.text_content().unwrap_or_default().replace('"', "\"\""));
        csv.push_str(&cells.map(|cell| ["\"", &cell, "\""].concat()).collect::<Vec<_>>().join(","));
        csv.push_str("\r\n");
    }
    let address = "data:text/csv;charset=utf-8,".to_owned() + &String::from(js_sys::encode_uri_component(&csv));
    let link = document().create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", &(figure.id() + ".csv")).ok()?;
    link.unchecked_ref::<HtmlElement>().click();
    Some(())
}

fn elements(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

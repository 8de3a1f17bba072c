//! The element that holds what the reader takes over, and what the packer has written on it.

use crate::app::loading::EditionFile;
use crate::reading::AddressForm;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub struct Host(HtmlElement);

impl Host {
    pub fn find() -> Option<Self> {
        super::element("_app").map(Host)
    }

    pub fn element(&self) -> HtmlElement {
        self.0.clone()
    }

    /// Path of the page, relative to the root of the site; none in a shell, whose page is the one that was asked for.
    pub fn route(&self) -> Option<String> {
        self.0.get_attribute("data-route")
    }

    pub fn address_form(&self) -> AddressForm {
        AddressForm::named(&self.0.get_attribute("data-address").unwrap_or_default())
    }

    /// Written as the edition's name, the file of its list and that one's integrity, a space between two.
    pub fn edition(&self) -> Option<EditionFile> {
        let named = self.0.get_attribute("data-edition")?;
        let (file, integrity) = named.split_once(' ')?.1.split_once(' ')?;
        Some(EditionFile { file: file.to_owned(), integrity: integrity.to_owned() })
    }

    /// An element like this one, with nothing inside and not in the page.
    pub fn empty_twin(&self) -> HtmlElement {
        self.0.clone_node().expect("any element can be cloned").unchecked_into()
    }

    pub fn replace_with(&self, fresh: &HtmlElement) {
        let _ = self.0.replace_with_with_node_1(fresh);
    }
}

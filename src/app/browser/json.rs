//! Decoding JSON with the browser's own parser.

use crate::library::{Decode, Value};
use wasm_bindgen::{JsCast, JsValue};

/// A value of ours from text that has passed its hash; an error when it is not JSON.
pub fn from_json<T: Decode>(text: &str) -> Result<T, &'static str> {
    js_sys::JSON::parse(text).map(|value| T::decode(&value)).map_err(|_| "not JSON")
}

impl Value for JsValue {
    fn field(&self, name: &str) -> Option<Self> {
        let value = js_sys::Reflect::get(self, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined()).then_some(value)
    }
    fn items(&self) -> Vec<Self> {
        self.dyn_ref::<js_sys::Array>().map(|array| array.iter().collect()).unwrap_or_default()
    }
    fn text(&self) -> Option<String> {
        self.as_string()
    }
    fn number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }
    fn only_field(&self) -> Option<(String, Self)> {
        let name = js_sys::Object::keys::<js_sys::Object>(self.dyn_ref()?).get(0).as_string()?;
        let value = self.field(&name)?;
        Some((name, value))
    }
    fn is_text(&self) -> bool {
        self.is_string()
    }
    fn is_null(&self) -> bool {
        self.is_null()
    }
}

//! The JSON Schema of the format, out of the types themselves.

use super::Article;

/// The schema as it is published: pretty-printed, with a closing line break.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Article);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

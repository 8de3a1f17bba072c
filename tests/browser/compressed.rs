//! Answers as a good static host sends them: text and wasm compressed, for browsers that take it so. Only a `Site` that is
//! asked to does this; from all others a file comes as it is, byte by byte, which is what most `faults` are about.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use crate::server::Answer;

/// Bodies that have been compressed so far, by what they were: each once, and a rewritten one by itself.
#[derive(Default)]
pub(crate) struct Compressed {
    bodies: Mutex<HashMap<Vec<u8>, Vec<u8>>>,
}

impl Compressed {
    /// The answer as it travels to a browser that accepts these encodings.
    pub fn answer(&self, answer: Answer, accepted: &str) -> Answer {
        let takes_brotli = accepted.split(',').any(|encoding| encoding.split(';').next().is_some_and(|name| name.trim() == "br"));
        // One that declares another length is cut short on purpose, and stays what it is.
        if !takes_brotli || !is_text_or_wasm(answer.mime) || answer.len.is_some() {
            return answer;
        }
        let mut bodies = self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        let body = bodies.entry(answer.body).or_insert_with_key(|body| brotli(body)).clone();
        Answer { body, encoding: Some("br"), ..answer }
    }
}

/// At the quality and window with which `make size` weighs.
fn brotli(body: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let written = brotli::CompressorWriter::new(&mut compressed, 4096, 11, 24).write_all(body);
    written.expect("memory takes whatever is written");
    compressed
}

fn is_text_or_wasm(mime: &str) -> bool {
    ["text/", "application/json", "application/manifest+json", "application/wasm", "application/xml", "image/svg+xml"]
        .iter()
        .any(|text| mime.starts_with(text))
}

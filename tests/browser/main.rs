//! The site in real browsers. `cargo test --test browser`, after `tools/setup browsers`.

// The harness: a host, the drivers, a browser in the hands of a test.
mod around;
mod audit;
mod compressed;
mod console;
mod drivers;
mod faults;
mod fixtures;
mod harness;
mod input;
mod options;
mod server;
mod steps;

// The tests, of the harness first: the others are worth what it is worth.
mod harness_works;
mod site_works;

// The built site.
mod accessible;
mod built;
mod cards;
mod combobox;
mod drawings;
mod embedding;
mod engines;
mod failures;
mod formats;
mod keyboard;
mod library;
mod lists;
mod looking;
mod marks;
mod offline;
mod one_file;
mod opening;
mod pages;
mod pictures;
mod printing;
mod registers;
mod scores;
mod searching;
mod sharing;
mod snapshots;
mod speed;
mod takeover;

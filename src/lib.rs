//! Offprint: an article as one link that opens anywhere and finds anything in it.
//!
//! The rooms, in the order in which they may use one another; ARCHITECTURE.md has the map.

#[cfg(all(feature = "web", feature = "pack"))]
compile_error!("`web` and `pack` are two doors of one house: Leptos can hydrate or render, not both. Enable one of them.");

pub mod article;
pub mod picture;
pub mod library;
pub mod search;
pub mod reading;

#[cfg(any(feature = "web", feature = "pack"))]
pub mod import;

#[cfg(any(feature = "web", feature = "pack"))]
pub mod view;

#[cfg(feature = "web")]
pub mod app;

#[cfg(feature = "pack")]
pub mod pack;

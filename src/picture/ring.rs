//! Places round a ring.

use super::drawing::Point;

/// An ellipse.
#[derive(Clone, Copy, Debug)]
pub struct Ring {
    pub x: f64,
    pub y: f64,
    pub radius_x: f64,
    pub radius_y: f64,
}

impl Ring {
    /// The point at a part of a turn, clockwise from the top.
    pub fn at(&self, turn: f64) -> Point {
        let angle = turn * std::f64::consts::TAU;
        (self.x + self.radius_x * angle.sin(), self.y - self.radius_y * angle.cos())
    }
}

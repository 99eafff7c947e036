//! The integration tests: the program from outside, and the sources as text.
//!
//! One binary, since each would link the whole of it once more.

mod accuracy;
mod architecture;
mod archive;
mod cli;
mod corpus;
mod determinism;
mod edges;
mod generator;
mod measured;
mod members;
mod publishing;
mod registers;
mod resolution;
mod robustness;
mod samples;
mod support;

//! One setting for the linker of the browser's code.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Where the linker lays equal constants of two areas on top of each other, `cargo leptos build --split` cannot tell whose
    // they are and puts the constants of all areas into the frame.
    if std::env::var_os("CARGO_CFG_TARGET_FAMILY").is_some_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=-O0");
    }
}

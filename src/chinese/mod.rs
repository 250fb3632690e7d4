//! Facts of the language as offices write it, whatever the form: how versions of a document are told apart by their names, and how
//! names of places end. What is particular to a form stands in its rule files.

pub mod places;
pub mod versions;

//! The roll on whole documents, against gold.

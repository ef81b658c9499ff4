{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "gZhklh4zrtqebi0OQvKdKpjSXbgQs0Q88/56qK6Gru7bJQfFtjWLlhTo9Z9RxUcK5yORQiuPPuqKMi00GiWgCQ=="
}

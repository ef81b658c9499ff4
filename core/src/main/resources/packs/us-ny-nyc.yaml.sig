{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "vuGxoI9m4gW7DI7p5HvuD2QsEovqxZ9jB9uScpMgpaE1kac6T2XUKZvgAftTv3H8BkUkSpeZnDYueeeeFJsqBA=="
}

{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "K9PO5rfXzSpWhXKVZj5zvpXs9hKSrApPT/rkjhqRnF3wza6uTDYZJO4smCkibvszM1uHaPM+9Jp3yeLLdqvnBA=="
}

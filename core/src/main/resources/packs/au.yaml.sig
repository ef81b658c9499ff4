{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "XWbCfnVH6enZdEydO04Ys+HQFaWOR87HHcqKZd7u7lMHQ46ZoCkoz3f2SpxX5ZkeAna2KOx7vbny3xILQ0urDA=="
}

{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "SXKvLT//TolV9MVwoQbgk5V8uuZn4rsfMOXuZX3N/zQuOEGa5gxnA26yhmhwLa1qk3htKao5UWGks2tAfeewCw=="
}

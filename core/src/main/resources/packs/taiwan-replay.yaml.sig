{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "tu2fsO0sTScYgIEEzIZfc1OdTgZibf6/epot9Wc6eUkA0fo1x+5vHR3WBAVNz9BczcBhcmfDEasD2tEMT9msDg=="
}

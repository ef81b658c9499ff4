{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "E3FcmysoDwlmVnh8zecQPVdJYH5QnmMB5q4iBXNt8auZfaK1TcJPi7nR+Znb6K/9VP+0r3qSRb0jCaciWyE5BA=="
}

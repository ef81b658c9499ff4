{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "1CnlCjMMpLlFTbxUhsXrhIbfrU73TFIgD7UeSzqXwraADBmaE0sSnrpCm33Etc2j1hQdrSH59A2QavlrcbTuBQ=="
}

"""Holds a seat of Firebreak by the seat protocol (docs/manual/seat-protocol.md) and plays a game to its end.

    python3 docs/examples/bot.py npx firebreak play the-tree --seat us=human --json
"""
import json, subprocess, sys

game = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
for line in game.stdout:
    kind, body = next(iter(json.loads(line).items()))
    if kind == "ask":
        # The likeliest order that can be afforded, that crosses no firebreak and waits for nothing.
        open_now = [order for order in body["legal"] if not order["firebreak"] and "reply_to" not in order]
        likeliest = max(open_now, key=lambda order: order["odds"][0]["chance"] if order["odds"] else 1, default=None)
        answer = {"hold": True} if likeliest is None else {"orders": [{"action": likeliest["action"]}]}
        print(json.dumps(answer), file=game.stdin, flush=True)
    elif kind == "end":
        print(body["label"], "after", body["turns"], "turns:", {score["seat"]: round(score["total"]) for score in body["scores"]})
    elif kind == "error":
        sys.exit(body["sentence"])
sys.exit(game.wait())

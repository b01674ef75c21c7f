"""The post's 16 panels in PyTorch: nn.Sequential of Linear, BatchNorm1d and ReLU, its
own loss, autograd and SGD, float64 or float32. For each weight scale one network
without and one with batch normalization, trained on the same batches. With
--processes N the scales are divided among N processes of one thread each.
"""

import argparse
import gzip
import json
import multiprocessing
import time

import numpy as np
import torch
from torch import nn

HIDDEN = [100] * 5
CLASSES = 10
BATCH, UPDATES, EVERY = 100, 191, 10
LR = 0.01


def network(sizes, std, batch_norm, dtype, seed):
    torch.manual_seed(seed)
    layers = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        linear = nn.Linear(fan_in, fan_out, dtype=dtype)
        nn.init.normal_(linear.weight, std=std)
        nn.init.zeros_(linear.bias)
        layers.append(linear)
        if fan_out == sizes[-1]:
            break
        if batch_norm:
            layers.append(nn.BatchNorm1d(fan_out, eps=1e-6, momentum=0.1, dtype=dtype))
            # The post starts its running variance from 0.
            nn.init.zeros_(layers[-1].running_var)
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def accuracy(net, x, t):
    net.eval()
    with torch.no_grad():
        right = (net(x).argmax(dim=1) == t).double().mean().item()
    net.train()
    return right


def panel(args):
    index, std, x, t = args
    # Drawn with the same seed, both networks start from the same weights.
    sizes = [x.shape[1], *HIDDEN, CLASSES]
    networks = [network(sizes, std, bn, x.dtype, seed=index) for bn in (False, True)]
    optimizers = [torch.optim.SGD(net.parameters(), lr=LR) for net in networks]
    batches = torch.Generator().manual_seed(index)
    final = []
    for update in range(UPDATES):
        batch = torch.randint(len(t), (BATCH,), generator=batches)
        for net, optimizer in zip(networks, optimizers):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x[batch]), t[batch]).backward()
            optimizer.step()
        if update % EVERY == 0:
            final = [accuracy(net, x, t) for net in networks]
    return final


def load(folder, count, dtype):
    with gzip.open(f"{folder}/train-5000-images-idx3-ubyte.gz") as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(f"{folder}/train-5000-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    x = torch.from_numpy(pixels[:count] / 255).to(dtype)
    return x, torch.from_numpy(labels[:count].astype(np.int64))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("dtype", choices=["float32", "float64"])
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--panels", type=int, nargs="*", default=range(16))
    args = parser.parse_args()

    start = time.perf_counter()
    x, t = load(args.data, 1000, getattr(torch, args.dtype))
    scales = np.logspace(0, -4, 16)
    jobs = [(i, scales[i], x, t) for i in args.panels]
    if args.processes == 1:
        finals = [panel(job) for job in jobs]
    else:
        # Forked before anything was computed, so that no thread pool is lost.
        context = multiprocessing.get_context("fork")
        with context.Pool(args.processes, torch.set_num_threads, (1,)) as pool:
            finals = pool.map(panel, jobs, chunksize=1)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "finals": finals}))


if __name__ == "__main__":
    main()

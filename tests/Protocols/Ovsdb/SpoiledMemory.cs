using System.Buffers;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>Memory that others write to as soon as it is given back.</summary>
internal sealed class SpoiledMemory : MemoryPool<byte>
{
    public bool IsSpoiled { get; private set; }

    public override int MaxBufferSize => 1 << 20;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Owner(this, new byte[Math.Max(minBufferSize, 64)]);

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Owner(SpoiledMemory pool, byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
            bytes.AsSpan().Fill((byte)'x');
            pool.IsSpoiled = true;
        }
    }
}

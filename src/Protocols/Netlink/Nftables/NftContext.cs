using Microsoft.Win32.SafeHandles;

namespace Naru.Protocols.Netlink.Nftables;

/// <summary><c>struct nft_ctx</c> of libnftables.</summary>
internal sealed class NftContext : SafeHandleZeroOrMinusOneIsInvalid
{
    public NftContext()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        Libnftables.Free(handle);
        return true;
    }
}

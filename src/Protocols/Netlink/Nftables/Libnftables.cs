using System.Runtime.InteropServices;

namespace Naru.Protocols.Netlink.Nftables;

/// <summary>libnftables(3), of Debian's package <c>libnftables1</c>.</summary>
internal static partial class Libnftables
{
    /// <summary>NFT_CTX_OUTPUT_…: flags of what listings contain.</summary>
    [Flags]
    public enum OutputFlags : uint
    {
        None = 0,

        /// <summary>Without counters, and so the same at any time.</summary>
        Stateless = 1 << 2,
        Json = 1 << 4,

        /// <summary>Numbers instead of names from the machine's <c>/etc/protocols</c> and the like.</summary>
        NumericProtocol = 1 << 7,
    }

    private const string Name = "libnftables.so.1";

    [LibraryImport(Name, EntryPoint = "nft_ctx_new")]
    public static partial NftContext New(uint flags);

    [LibraryImport(Name, EntryPoint = "nft_ctx_free")]
    public static partial void Free(nint context);

    [LibraryImport(Name, EntryPoint = "nft_ctx_buffer_output")]
    public static partial int BufferOutput(NftContext context);

    [LibraryImport(Name, EntryPoint = "nft_ctx_buffer_error")]
    public static partial int BufferError(NftContext context);

    // The text belongs to the context: it is copied, not freed.
    [LibraryImport(Name, EntryPoint = "nft_ctx_get_output_buffer")]
    public static partial nint GetOutput(NftContext context);

    [LibraryImport(Name, EntryPoint = "nft_ctx_get_error_buffer")]
    public static partial nint GetError(NftContext context);

    [LibraryImport(Name, EntryPoint = "nft_ctx_output_set_flags")]
    public static partial void SetOutputFlags(NftContext context, OutputFlags flags);

    [LibraryImport(Name, EntryPoint = "nft_ctx_set_dry_run")]
    public static partial void SetDryRun(NftContext context, [MarshalAs(UnmanagedType.U1)] bool dry);

    [LibraryImport(Name, EntryPoint = "nft_run_cmd_from_filename", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RunFile(NftContext context, string path);
}

using System.Text;
using Naru.Primitives;

namespace Naru.Images.Formats;

/// <summary>Looks into the bytes of an image: whether they are something else than they are declared to be, and stand for themselves.</summary>
/// <remarks>
/// Formats of virtual disks can name other files, which whoever opens the disk then reads: an image that does so would show its user files of
/// a host. For the same reason nothing that is such a format passes as raw: a later guess by its first bytes would open it.
/// </remarks>
internal static class ImageFormat
{
    private const int HeadLength = 0x8100;
    private const int FooterLength = 512;

    // Formats that refer to other files or may be taken for one that does; 'iso' has no references.
    private static readonly string[] Recognized = ["qcow2", "vmdk", "vhd", "vhdx", "vdi", "iso"];
    private static readonly string[] Opaque = ["iso"];

    /// <returns>What a guest sees of it, in bytes; null when that is not known.</returns>
    public static Result<long?> Check(FileStream file, string? diskFormat, string? containerFormat)
    {
        // What is in another container is not a disk yet.
        if (containerFormat is "ovf" or "ova" or "docker" or "compressed")
            return default(Result<long?>);
        var head = new byte[(int)Math.Min(HeadLength, file.Length)];
        file.ReadExactly(head);
        var actual = Recognize(head, file);
        if (actual is not null && actual != diskFormat && !Opaque.Contains(actual))
            return Error.Invalid($"The data are not what the image declares: they are {actual}, not {diskFormat}.");
        // Nothing known: it refers to nothing, and whoever makes a disk of it says that it is none.
        if (actual is null && Recognized.Contains(diskFormat))
            return default(Result<long?>);
        return diskFormat switch
        {
            "qcow2" => Qcow2Header.Check(head),
            "vmdk" => VmdkHeader.Check(head, file),
            "raw" or "iso" => file.Length,
            _ => default(Result<long?>),
        };
    }

    private static string? Recognize(ReadOnlySpan<byte> head, FileStream file)
    {
        if (head.StartsWith(Qcow2Header.Magic))
            return "qcow2";
        if (head.StartsWith("QED\0"u8))
            return "qed";
        if (head.StartsWith(VmdkHeader.Magic) || head.StartsWith("COWD"u8) || head.StartsWith("# Disk DescriptorFile"u8))
            return "vmdk";
        if (head.StartsWith("vhdxfile"u8))
            return "vhdx";
        if (head.Length >= 0x44 && head[0x40..0x44].SequenceEqual<byte>([0x7f, 0x10, 0xda, 0xbe]))
            return "vdi";
        if (head.StartsWith("conectix"u8) || HasFooter(file))
            return "vhd";
        return head.Length >= 0x8006 && head[0x8001..0x8006].SequenceEqual("CD001"u8) ? "iso" : null;
    }

    // A fixed VHD is a raw disk and a footer (Virtual Hard Disk Image Format Specification, "Hard Disk Footer Format").
    private static bool HasFooter(FileStream file)
    {
        if (file.Length < FooterLength)
            return false;
        var footer = new byte["conectix".Length];
        file.Position = file.Length - FooterLength;
        file.ReadExactly(footer);
        return Encoding.ASCII.GetString(footer) == "conectix";
    }
}

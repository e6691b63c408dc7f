namespace Naru.Primitives;

/// <summary>What the kernel says of disks, as .NET passes it on.</summary>
public static class DiskErrors
{
    /// <summary>No space is left, or none that this user may take (ENOSPC and EDQUOT of errno.h).</summary>
    public static bool IsFull(IOException exception) => (exception.HResult & 0xFFFF) is 28 or 122;
}

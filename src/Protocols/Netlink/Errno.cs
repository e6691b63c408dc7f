using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Naru.Primitives;

namespace Naru.Protocols.Netlink;

/// <summary>Turns the kernel's error numbers (<c>asm-generic/errno.h</c>) into errors that carry their names.</summary>
public static class Errno
{
    private static readonly Dictionary<int, (string Name, ErrorKind Kind)> Known = new()
    {
        [1] = ("EPERM", ErrorKind.Forbidden),
        [2] = ("ENOENT", ErrorKind.NotFound),
        [3] = ("ESRCH", ErrorKind.NotFound),
        [4] = ("EINTR", ErrorKind.Unavailable),
        [5] = ("EIO", ErrorKind.Unavailable),
        [6] = ("ENXIO", ErrorKind.NotFound),
        [7] = ("E2BIG", ErrorKind.TooLarge),
        [9] = ("EBADF", ErrorKind.Invalid),
        [11] = ("EAGAIN", ErrorKind.Unavailable),
        [12] = ("ENOMEM", ErrorKind.Unavailable),
        [13] = ("EACCES", ErrorKind.Forbidden),
        [16] = ("EBUSY", ErrorKind.Conflict),
        [17] = ("EEXIST", ErrorKind.Conflict),
        [19] = ("ENODEV", ErrorKind.NotFound),
        [20] = ("ENOTDIR", ErrorKind.Invalid),
        [22] = ("EINVAL", ErrorKind.Invalid),
        [24] = ("EMFILE", ErrorKind.Unavailable),
        [28] = ("ENOSPC", ErrorKind.Unavailable),
        [30] = ("EROFS", ErrorKind.Forbidden),
        [34] = ("ERANGE", ErrorKind.Invalid),
        [40] = ("ELOOP", ErrorKind.Conflict),
        [61] = ("ENODATA", ErrorKind.NotFound),
        [71] = ("EPROTO", ErrorKind.Invalid),
        [90] = ("EMSGSIZE", ErrorKind.TooLarge),
        [92] = ("ENOPROTOOPT", ErrorKind.NotSupported),
        [93] = ("EPROTONOSUPPORT", ErrorKind.NotSupported),
        [95] = ("EOPNOTSUPP", ErrorKind.NotSupported),
        [97] = ("EAFNOSUPPORT", ErrorKind.NotSupported),
        [98] = ("EADDRINUSE", ErrorKind.Conflict),
        [99] = ("EADDRNOTAVAIL", ErrorKind.NotFound),
        [100] = ("ENETDOWN", ErrorKind.Unavailable),
        [101] = ("ENETUNREACH", ErrorKind.NotFound),
        [105] = ("ENOBUFS", ErrorKind.Unavailable),
        [107] = ("ENOTCONN", ErrorKind.Conflict),
        [110] = ("ETIMEDOUT", ErrorKind.Unavailable),
        [113] = ("EHOSTUNREACH", ErrorKind.NotFound),
    };

    /// <summary>Whether the error says that the thing is not there: what deleting it wanted.</summary>
    public static bool IsAbsence(this Error error) => error.Type is "ENOENT" or "ENODEV" or "ESRCH" or "EADDRNOTAVAIL" or "ENXIO";

    /// <summary>Success also where the thing was not there: the outcome of a deletion.</summary>
    internal static Result<Done> OrAbsent(this Result<Done> deletion) => deletion.Error?.IsAbsence() is true ? Done.Ok : deletion;

    /// <summary>Nothing, where what should be listed does not exist.</summary>
    internal static Result<ImmutableArray<T>> OrEmpty<T>(this Result<ImmutableArray<T>> listing) =>
        listing.Error?.IsAbsence() is true ? ImmutableArray<T>.Empty : listing;

    /// <summary>The error for a number the kernel answered with.</summary>
    /// <param name="number">Positive, as in <c>errno</c>.</param>
    /// <param name="purpose">What was tried, as the end of "cannot …".</param>
    /// <param name="detail">What the kernel said beside the number (extended acknowledgement), if anything.</param>
    public static Error ToError(int number, string purpose, string? detail = null)
    {
        var (name, kind) = Known.GetValueOrDefault(number, ($"errno {number}", ErrorKind.Unavailable));
        var explanation = string.IsNullOrEmpty(detail) ? Marshal.GetPInvokeErrorMessage(number) : detail;
        return new Error(kind, name, $"Cannot {purpose}: {explanation} ({name}).");
    }

    /// <summary>The number whose text in libc this is, as other libraries put it into their messages; <c>null</c> if it is none.</summary>
    internal static int? FromText(string text)
    {
        foreach (var number in Known.Keys)
        {
            if (text.EndsWith(Marshal.GetPInvokeErrorMessage(number), StringComparison.Ordinal))
                return number;
        }
        return null;
    }

    /// <summary>The error of the call into libc that just failed.</summary>
    public static Error Last(string purpose) => ToError(Marshal.GetLastPInvokeError(), purpose);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Naru.Identity.Passwords;

/// <summary>Checks passwords. One that was right is remembered for a while as a digest under a key that only this process has.</summary>
internal sealed class PasswordChecker(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private const int MostRemembered = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (byte[] Digest, DateTimeOffset Until)> _right = new();

    // Hashing is slow by design: without a bound, guesses would take every core from everybody else.
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <param name="owner">Whose password it is, such as a user's id; unique among all that are checked.</param>
    /// <param name="stored">The stored hash, or null when there is none: the answer is no, and takes as long.</param>
    public async ValueTask<bool> CheckAsync(string owner, string? stored, string password, CancellationToken cancellation)
    {
        var digest = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{stored}\n{password}"));
        var now = time.GetUtcNow();
        if (stored is not null && _right.TryGetValue(owner, out var known) && known.Until > now
            && CryptographicOperations.FixedTimeEquals(known.Digest, digest))
        {
            return true;
        }
        if (!await WithRoomAsync(() => PasswordHash.Matches(stored ?? PasswordHash.OfNobody, password), cancellation) || stored is null)
            return false;
        if (_right.Count >= MostRemembered)
            _right.Clear();
        _right[owner] = (digest, now + Remembered);
        return true;
    }

    /// <summary>Whether a hash is of the password; nothing is remembered.</summary>
    public Task<bool> MatchesAsync(string hash, string password, CancellationToken cancellation) =>
        WithRoomAsync(() => PasswordHash.Matches(hash, password), cancellation);

    /// <summary>Hashes a new password.</summary>
    public Task<string> HashAsync(string password, CancellationToken cancellation) =>
        WithRoomAsync(() => PasswordHash.Of(password), cancellation);

    public void Dispose() => _hashing.Dispose();

    private async Task<T> WithRoomAsync<T>(Func<T> hash, CancellationToken cancellation)
    {
        await _hashing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(hash, cancellation);
        }
        finally
        {
            _hashing.Release();
        }
    }
}

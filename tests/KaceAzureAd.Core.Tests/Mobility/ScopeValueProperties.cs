using CsCheck;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Mobility;

/// <summary>The way from any MDM user scope to any other, against a model of Graph's rules.</summary>
public sealed class ScopeValueProperties
{
    private static readonly Gen<KaceGroup[]> Groups = Gen.Shuffle(Enumerable.Range(0, 5).Select(i => new KaceGroup($"g{i}", $"Group {i}")).ToArray(), 0, 4);

    // Whatever Graph may answer: with All and None it may still list groups, and a scope Some may have none.
    private static readonly Gen<ScopeValue> Any = Gen.Select(Gen.Enum<MdmUserScope>(), Groups, (scope, groups) => new ScopeValue(scope, groups));

    private static readonly Gen<ScopeValue> Wanted = Any.Where(w => w.Scope != MdmUserScope.Unknown);

    private static readonly Gen<ScopeRules> Rules = Gen.Select(Gen.Bool, Gen.Bool, (keeps, turns) => new ScopeRules(keeps, turns));

    [Fact]
    public void Any_scope_becomes_the_one_wanted_in_no_more_writes_than_there_are_groups_and_one() =>
        Gen.Select(Any, Wanted, Rules).Sample(
            (start, wanted, rules) =>
            {
                var (model, writes) = (new ScopeModel(start, rules), 0);
                while (model.Now.NextTo(wanted) is { } move)
                {
                    model.Write(move);
                    Assert.True(++writes <= 1 + start.Groups.Count + wanted.Groups.Count, $"{writes} writes from {start} to {wanted}");
                }

                Assert.True(model.Now.IsSame(wanted), $"{start} became {model.Now}, wanted was {wanted}");
            },
            iter: Samples.Of(2000));

    [Fact]
    public void Writing_on_what_each_write_is_expected_to_leave_comes_to_the_same() =>
        Gen.Select(Any, Wanted, Rules).Sample(
            (start, wanted, rules) =>
            {
                var model = new ScopeModel(start, rules);
                for (var expected = start; expected.NextTo(wanted) is { } move; expected = move.Left)
                {
                    model.Write(move);
                }

                Assert.True(model.Now.IsSame(wanted), $"{start} became {model.Now}, wanted was {wanted}");
            },
            iter: Samples.Of(2000));

    [Fact]
    public void From_groups_to_groups_nobody_falls_out_of_scope_who_stays_and_nobody_comes_in_who_was_never_meant() =>
        Gen.Select(Groups, Groups, Rules).Where((old, wanted, _) => old.Length > 0 && wanted.Length > 0).Sample(
            (old, groups, rules) =>
            {
                var (wanted, model) = (new ScopeValue(MdmUserScope.Some, groups), new ScopeModel(new ScopeValue(MdmUserScope.Some, old), rules));
                while (model.Now.NextTo(wanted) is { } move)
                {
                    model.Write(move);
                    Assert.Equal(MdmUserScope.Some, model.Now.Scope);
                    Assert.NotEmpty(model.Now.Groups);
                    Assert.Subset(old.Concat(groups).ToHashSet(), model.Now.Groups.ToHashSet());
                    Assert.Superset(old.Intersect(groups).ToHashSet(), model.Now.Groups.ToHashSet());
                }
            },
            iter: Samples.Of(1000));

    [Fact]
    public void All_and_none_are_one_write_and_what_is_so_already_is_none() =>
        Any.Sample(start =>
        {
            foreach (var (scope, words) in new[] { (MdmUserScope.All, "all"), (MdmUserScope.None, "none") })
            {
                var wanted = new ScopeValue(scope, []);
                var move = start.NextTo(wanted);
                Assert.Equal(start.IsSame(wanted), move is null);
                Assert.Equal(move is null ? null : words, move?.AppliesTo);
                Assert.Null(move?.Left.NextTo(wanted));
            }

            Assert.Null(start.NextTo(start));
        });

    [Fact]
    public void A_scope_is_the_same_as_itself_after_a_journal_held_it() =>
        Any.Sample(start =>
        {
            var read = ScopeValue.FromJson(System.Text.Json.Nodes.JsonNode.Parse(start.ToJson().ToJsonString())!.AsObject());
            Assert.Equal((start.Scope, start.ToString()), (read.Scope, read.ToString()));
            Assert.Equal(start.Groups, read.Groups);
            Assert.True(read.IsSame(start));
        });

    [Fact]
    public void Groups_are_the_same_by_their_ids_in_any_order_and_case_and_count_with_some_only()
    {
        var (one, two) = (new KaceGroup("AB", "One"), new KaceGroup("cd", "Two"));
        Assert.True(new ScopeValue(MdmUserScope.Some, [one, two]).IsSame(new ScopeValue(MdmUserScope.Some, [two with { DisplayName = null }, one with { Id = "ab" }])));
        Assert.False(new ScopeValue(MdmUserScope.Some, [one, two]).IsSame(new ScopeValue(MdmUserScope.Some, [one])));
        Assert.True(new ScopeValue(MdmUserScope.All, [one]).IsSame(new ScopeValue(MdmUserScope.All, [])));
        Assert.True(new ScopeValue(MdmUserScope.Some, []).IsSame(new ScopeValue(MdmUserScope.None, [one])));
        Assert.False(new ScopeValue(MdmUserScope.Unknown, []).IsSame(new ScopeValue(MdmUserScope.None, [])));
    }

    [Fact]
    public void A_scope_that_no_write_leads_to_is_said_to_be_so()
    {
        // An entry whose scope this version does not know may have been changed; undoing that cannot bring it back.
        var unknown = new ScopeValue(MdmUserScope.Unknown, []);
        Assert.All(
            new[] { new ScopeValue(MdmUserScope.All, []), new ScopeValue(MdmUserScope.Some, [new KaceGroup("g", null)]) },
            start =>
            {
                var error = Assert.Throws<Errors.KaceAadException>(() => start.NextTo(unknown));
                Assert.Equal((Errors.ErrorCodes.InvalidScope, MdmUserScope.Unknown), (error.Code, error.Target));
            });
    }

    [Fact]
    public void A_scope_of_which_no_groups_are_said_has_none()
    {
        Assert.Empty(ScopeValue.FromJson(new System.Text.Json.Nodes.JsonObject { ["scope"] = "Some" }).Groups);
        Assert.Empty(new KaceMdmUserScope("t", new MobilityPolicy { AppliesTo = "selected" }).Groups);
    }
}

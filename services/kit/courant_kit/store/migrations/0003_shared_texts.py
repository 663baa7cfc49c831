from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant', '0002_answered_calls'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredText',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('epoch', models.BigIntegerField(default=1)),
                ('base', models.BinaryField()),
                ('base_number', models.BigIntegerField(default=1)),
                ('saved', models.BigIntegerField(default=1)),
                ('authors', models.JSONField(default=list)),
                ('began', models.DateTimeField(default=None, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TextUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('number', models.BigIntegerField()),
                ('author', models.CharField(blank=True, max_length=150)),
                ('data', models.BinaryField()),
                ('created', models.DateTimeField()),
            ],
            options={
                'constraints': (models.UniqueConstraint(fields=('name', 'number'), name='courant_text_number'),),
            },
        ),
    ]
